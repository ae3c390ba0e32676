package fovea.train.callback;

import fovea.format.JsonObject;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.internal.SettingChecks;
import java.util.function.ToDoubleFunction;

/**
 * Ends a training once a number of its epochs has not become better for a while, and if wanted goes
 * back to the model of the best epoch. Has state: an object is for one training at a time.
 */
public final class EarlyStopping implements TrainCallback {
  private final Rule rule;
  private final Monitor monitor;

  /** The settings. */
  private record Rule(
      ToDoubleFunction<EpochReport> number,
      Monitor.Direction direction,
      int patience,
      double minDelta,
      boolean restoresBest) {}

  private EarlyStopping(Rule rule) {
    this.rule = rule;
    this.monitor = new Monitor(rule.direction());
  }

  /** Watches the loss on the test data, with the defaults of {@link #lowest}. */
  public static EarlyStopping onTestLoss() {
    return lowest(Monitor::testLoss);
  }

  /**
   * Watches a number that should fall, with a patience of 3 epochs, no least change, and the model
   * of the last epoch in the end.
   */
  public static EarlyStopping lowest(ToDoubleFunction<EpochReport> number) {
    return new EarlyStopping(new Rule(number, Monitor.Direction.LOWER, 3, 0, false));
  }

  /** Watches a number that should rise, with the defaults of {@link #lowest}. */
  public static EarlyStopping highest(ToDoubleFunction<EpochReport> number) {
    return new EarlyStopping(new Rule(number, Monitor.Direction.HIGHER, 3, 0, false));
  }

  /**
   * Ends after so many epochs in a row that were not better.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public EarlyStopping patience(int epochs) {
    SettingChecks.atLeast("patience", epochs, 1);
    return new EarlyStopping(
        new Rule(rule.number(), rule.direction(), epochs, rule.minDelta(), rule.restoresBest()));
  }

  /**
   * Only a change by more than {@code delta} is one for the better.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public EarlyStopping minDelta(double delta) {
    SettingChecks.atLeast("least change", delta, 0);
    return new EarlyStopping(
        new Rule(rule.number(), rule.direction(), rule.patience(), delta, rule.restoresBest()));
  }

  /** In the end the model has the values of the best epoch, even if the training ran to its end. */
  public EarlyStopping restoreBest() {
    return new EarlyStopping(
        new Rule(rule.number(), rule.direction(), rule.patience(), rule.minDelta(), true));
  }

  @Override
  public void started(Started event, TrainControl control) {
    if (event.stepsDone() == 0) {
      monitor.reset();
    }
    stopInTime(control);
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    if (monitor.add(rule.number().applyAsDouble(report), rule.minDelta()) && rule.restoresBest()) {
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
