package fovea.train.callback;

import fovea.format.Codec;
import fovea.format.JsonObject;
import fovea.train.metric.ScoreReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.internal.SettingChecks;
import java.util.function.ToDoubleFunction;

/**
 * Lowers the rate once a number of the scores has not become better for more than a while, as
 * PyTorch's {@code ReduceLROnPlateau} does. There are scores after each epoch, or as often as
 * {@link fovea.train.Trainer#testEvery} says. Has state: an object is for one training at a time.
 */
public final class ReduceOnPlateau implements TrainCallback {
  private static final String COOLING = "cooling";
  private static final String SHARE = "share";

  private final Rule rule;
  private final Monitor monitor;
  private int cooling;
  private double share = 1;

  /** The settings. */
  private record Rule(
      Watched watched, double factor, int patience, double threshold, int cooldown, double least) {

    Rule factor(double other) {
      return new Rule(watched, other, patience, threshold, cooldown, least);
    }

    Rule patience(int other) {
      return new Rule(watched, factor, other, threshold, cooldown, least);
    }

    Rule threshold(double other) {
      return new Rule(watched, factor, patience, other, cooldown, least);
    }

    Rule cooldown(int other) {
      return new Rule(watched, factor, patience, threshold, other, least);
    }

    Rule least(double other) {
      return new Rule(watched, factor, patience, threshold, cooldown, other);
    }
  }

  private ReduceOnPlateau(Rule rule) {
    this.rule = rule;
    this.monitor = new Monitor(rule.watched());
  }

  /**
   * Watches {@code loss} or a metric of the task on the test examples: whether it should fall or
   * rise is known of each. With PyTorch's defaults: times 0.1 after more than 10 scores in a row
   * that were not better by a share of 1e-4.
   */
  public static ReduceOnPlateau on(String metric) {
    return of(new Watched.OnTest(metric));
  }

  /** Watches the loss on the test examples, with the defaults of {@link #on}. */
  public static ReduceOnPlateau onTestLoss() {
    return on(Watched.LOSS);
  }

  /** Watches a number that should fall, with the defaults of {@link #on}. */
  public static ReduceOnPlateau lowest(ToDoubleFunction<ScoreReport> number) {
    return of(new Watched.Computed(number, Watched.Direction.LOWER));
  }

  /** Watches a number that should rise, with the defaults of {@link #on}. */
  public static ReduceOnPlateau highest(ToDoubleFunction<ScoreReport> number) {
    return of(new Watched.Computed(number, Watched.Direction.HIGHER));
  }

  private static ReduceOnPlateau of(Watched watched) {
    return new ReduceOnPlateau(new Rule(watched, 0.1, 10, 1e-4, 0, 0));
  }

  /**
   * The rate becomes {@code factor} times itself.
   *
   * @throws fovea.graph.type.FoveaException if it is not above 0 and below 1
   */
  public ReduceOnPlateau factor(double factor) {
    SettingChecks.positive("factor of the rate", factor);
    SettingChecks.fraction("factor of the rate", factor);
    return new ReduceOnPlateau(rule.factor(factor));
  }

  /**
   * Bears so many scores in a row that were not better; one more lowers the rate.
   *
   * @throws fovea.graph.type.FoveaException if it is below 0
   */
  public ReduceOnPlateau patience(int scores) {
    SettingChecks.atLeast("patience", scores, 0);
    return new ReduceOnPlateau(rule.patience(scores));
  }

  /**
   * Only a change by more than this share of the best value is one for the better.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public ReduceOnPlateau threshold(double share) {
    SettingChecks.atLeast("threshold", share, 0);
    return new ReduceOnPlateau(rule.threshold(share));
  }

  /**
   * Does not count the next {@code scores} scores after the rate was lowered.
   *
   * @throws fovea.graph.type.FoveaException if it is below 0
   */
  public ReduceOnPlateau cooldown(int scores) {
    SettingChecks.atLeast("cooldown", scores, 0);
    return new ReduceOnPlateau(rule.cooldown(scores));
  }

  /**
   * Never lowers the rate below {@code share} times what the schedule says; 0 by default.
   *
   * @throws fovea.graph.type.FoveaException if it is negative, or 1 or more
   */
  public ReduceOnPlateau least(double share) {
    SettingChecks.fraction("least share of the rate", share);
    return new ReduceOnPlateau(rule.least(share));
  }

  /** A function to watch cannot be read back. */
  static Codec<ReduceOnPlateau> codec() {
    return new Codec<>(
        "reduce_on_plateau",
        ReduceOnPlateau.class,
        ReduceOnPlateau::toJson,
        ReduceOnPlateau::fromJson);
  }

  private JsonObject toJson() {
    return JsonObject.empty()
        .with("metric", rule.watched().toString())
        .with("factor", rule.factor())
        .with("patience", rule.patience())
        .with("threshold", rule.threshold())
        .with("cooldown", rule.cooldown())
        .with("least", rule.least());
  }

  private static ReduceOnPlateau fromJson(JsonObject json) {
    Rule usual = onTestLoss().rule;
    return on(json.string("metric", Watched.LOSS))
        .factor(json.real("factor", usual.factor()))
        .patience(Math.toIntExact(json.integer("patience", usual.patience())))
        .threshold(json.real("threshold", usual.threshold()))
        .cooldown(Math.toIntExact(json.integer("cooldown", usual.cooldown())))
        .least(json.real("least", usual.least()));
  }

  @Override
  public void started(Started event, TrainControl control) {
    monitor.started(event, control);
    if (event.stepsDone() == 0) {
      cooling = 0;
      share = 1;
    }
  }

  @Override
  public void scored(ScoreReport report, TrainControl control) {
    monitor.add(report, 0, rule.threshold());
    if (cooling > 0) {
      cooling--;
      monitor.rest();
    }
    if (monitor.waited() > rule.patience()) {
      lower(control);
      cooling = rule.cooldown();
      monitor.rest();
    }
  }

  private void lower(TrainControl control) {
    double lowered = Math.max(rule.least(), share * rule.factor());
    if (lowered < share) {
      control.multiplyRate(lowered / share);
      share = lowered;
    }
  }

  @Override
  public JsonObject state() {
    return monitor.toJson().with(COOLING, cooling).with(SHARE, share);
  }

  @Override
  public void restore(JsonObject state) {
    monitor.restore(state);
    cooling = Math.toIntExact(state.integer(COOLING));
    share = state.real(SHARE);
  }
}
