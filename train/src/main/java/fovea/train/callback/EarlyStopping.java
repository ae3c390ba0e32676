package fovea.train.callback;

import fovea.format.Codec;
import fovea.format.JsonObject;
import fovea.train.metric.ScoreReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.internal.SettingChecks;
import java.util.function.ToDoubleFunction;

/**
 * Ends a training once a number of its scores has not become better for a while, and goes back to
 * the best model. There are scores after each epoch, or as often as {@link
 * fovea.train.Trainer#testEvery} says. Has state: an object is for one training at a time.
 */
public final class EarlyStopping implements TrainCallback {
  private final Rule rule;
  private final Monitor monitor;

  /** The settings. */
  private record Rule(Watched watched, int patience, double minDelta, boolean restoresBest) {}

  private EarlyStopping(Rule rule) {
    this.rule = rule;
    this.monitor = new Monitor(rule.watched());
  }

  /**
   * Watches {@code loss} or a metric of the task on the test examples: whether it should fall or
   * rise is known of each. With a patience of 3 scores, no least change, and the best model in the
   * end.
   */
  public static EarlyStopping on(String metric) {
    return of(new Watched.OnTest(metric));
  }

  /** Watches the loss on the test examples, with the defaults of {@link #on}. */
  public static EarlyStopping onTestLoss() {
    return on(Watched.LOSS);
  }

  /** Watches a number that should fall, with the defaults of {@link #on}. */
  public static EarlyStopping lowest(ToDoubleFunction<ScoreReport> number) {
    return of(new Watched.Computed(number, Watched.Direction.LOWER));
  }

  /** Watches a number that should rise, with the defaults of {@link #on}. */
  public static EarlyStopping highest(ToDoubleFunction<ScoreReport> number) {
    return of(new Watched.Computed(number, Watched.Direction.HIGHER));
  }

  private static EarlyStopping of(Watched watched) {
    return new EarlyStopping(new Rule(watched, 3, 0, true));
  }

  /**
   * Ends after so many scores in a row that were not better.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public EarlyStopping patience(int scores) {
    SettingChecks.atLeast("patience", scores, 1);
    return new EarlyStopping(
        new Rule(rule.watched(), scores, rule.minDelta(), rule.restoresBest()));
  }

  /**
   * Only a change by more than {@code delta} is one for the better.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public EarlyStopping minDelta(double delta) {
    SettingChecks.atLeast("least change", delta, 0);
    return new EarlyStopping(new Rule(rule.watched(), rule.patience(), delta, rule.restoresBest()));
  }

  /**
   * Whether the model has the values of the best scores in the end, even if the training ran to its
   * end, or those of the last step.
   */
  public EarlyStopping restoresBest(boolean restores) {
    return new EarlyStopping(new Rule(rule.watched(), rule.patience(), rule.minDelta(), restores));
  }

  /** A function to watch cannot be read back. */
  static Codec<EarlyStopping> codec() {
    return new Codec<>(
        "early_stopping", EarlyStopping.class, EarlyStopping::toJson, EarlyStopping::fromJson);
  }

  private JsonObject toJson() {
    return JsonObject.empty()
        .with("metric", rule.watched().toString())
        .with("patience", rule.patience())
        .with("min_delta", rule.minDelta())
        .with("restores_best", rule.restoresBest());
  }

  private static EarlyStopping fromJson(JsonObject json) {
    Rule usual = onTestLoss().rule;
    return on(json.string("metric", Watched.LOSS))
        .patience(Math.toIntExact(json.integer("patience", usual.patience())))
        .minDelta(json.real("min_delta", usual.minDelta()))
        .restoresBest(json.flag("restores_best", usual.restoresBest()));
  }

  @Override
  public void started(Started event, TrainControl control) {
    monitor.started(event, control);
    stopInTime(control);
  }

  @Override
  public void scored(ScoreReport report, TrainControl control) {
    if (monitor.add(report, rule.minDelta(), 0) && rule.restoresBest()) {
      control.keepModel();
    }
    stopInTime(control);
  }

  private void stopInTime(TrainControl control) {
    if (monitor.waited() >= rule.patience()) {
      control.stop();
    }
  }

  @Override
  public JsonObject state() {
    return monitor.toJson();
  }

  @Override
  public void restore(JsonObject state) {
    monitor.restore(state);
  }
}
