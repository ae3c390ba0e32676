package fovea.train.callback;

import fovea.format.JsonObject;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.internal.SettingChecks;
import java.util.function.ToDoubleFunction;

/**
 * Lowers the rate once a number has not become better for more than a while, as PyTorch's {@code
 * ReduceLROnPlateau} does. Has state: an object is for one training at a time.
 */
public final class ReduceOnPlateau implements TrainCallback {
  private final Rule rule;
  private final Monitor monitor;

  /** The settings. */
  private record Rule(
      ToDoubleFunction<EpochReport> number,
      Monitor.Direction direction,
      double factor,
      int patience,
      double threshold) {}

  private ReduceOnPlateau(Rule rule) {
    this.rule = rule;
    this.monitor = new Monitor(rule.direction());
  }

  /** Watches the loss on the test data, with the defaults of {@link #lowest}. */
  public static ReduceOnPlateau onTestLoss() {
    return lowest(Monitor::testLoss);
  }

  /**
   * Watches a number that should fall, with PyTorch's defaults: times 0.1 after more than 10 epochs
   * in a row that were not better by a share of 1e-4.
   */
  public static ReduceOnPlateau lowest(ToDoubleFunction<EpochReport> number) {
    return new ReduceOnPlateau(new Rule(number, Monitor.Direction.LOWER, 0.1, 10, 1e-4));
  }

  /** Watches a number that should rise, with the defaults of {@link #lowest}. */
  public static ReduceOnPlateau highest(ToDoubleFunction<EpochReport> number) {
    return new ReduceOnPlateau(new Rule(number, Monitor.Direction.HIGHER, 0.1, 10, 1e-4));
  }

  /**
   * The rate becomes {@code factor} times itself.
   *
   * @throws fovea.graph.type.FoveaException if it is not above 0
   */
  public ReduceOnPlateau factor(double factor) {
    SettingChecks.positive("factor of the rate", factor);
    return new ReduceOnPlateau(
        new Rule(rule.number(), rule.direction(), factor, rule.patience(), rule.threshold()));
  }

  /**
   * Bears so many epochs in a row that were not better; one more lowers the rate.
   *
   * @throws fovea.graph.type.FoveaException if it is below 0
   */
  public ReduceOnPlateau patience(int epochs) {
    SettingChecks.atLeast("patience", epochs, 0);
    return new ReduceOnPlateau(
        new Rule(rule.number(), rule.direction(), rule.factor(), epochs, rule.threshold()));
  }

  /**
   * Only a change by more than this share of the best value is one for the better.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public ReduceOnPlateau threshold(double share) {
    SettingChecks.atLeast("threshold", share, 0);
    return new ReduceOnPlateau(
        new Rule(rule.number(), rule.direction(), rule.factor(), rule.patience(), share));
  }

  @Override
  public void started(Started event, TrainControl control) {
    if (event.stepsDone() == 0) {
      monitor.reset();
    }
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    monitor.add(rule.number().applyAsDouble(report), rule.threshold() * Math.abs(monitor.best()));
    if (monitor.waited() > rule.patience()) {
      control.multiplyRate(rule.factor());
      monitor.rest();
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
