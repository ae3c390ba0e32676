package fovea.train.metric;

import fovea.graph.Tensor;
import fovea.train.internal.SettingChecks;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A number that says how well a network does. Each batch adds some numbers, computed as a part of
 * its plan; the figure follows from their sums over all batches. One of your own is often a mean
 * over the examples: {@code Metric.mean("off_by_one", pass -> …)}.
 */
public interface Metric {

  /** Name of the accuracy: the share of correct predictions. */
  String ACCURACY = "accuracy";

  /** By which events, tables and files call it, such as {@code accuracy}. */
  String name();

  /**
   * What a batch adds, as a node of its graph: of any shape, in {@code f32}.
   *
   * @param pass in inference, or in training while the network still learns
   */
  Tensor count(Pass pass);

  /**
   * The figure.
   *
   * @param sums of what {@link #count} gave for all batches, in row-major order
   * @param examples in all batches
   */
  double value(double[] sums, long examples);

  /** Whether a larger figure is a better one. */
  default boolean higherIsBetter() {
    return true;
  }

  /** The same metric under another name. */
  default Metric named(String name) {
    return new DerivedMetric(this, name, UnaryOperator.identity());
  }

  /** The same metric of what {@code part} makes of a pass. */
  default Metric of(UnaryOperator<Pass> part) {
    return new DerivedMetric(this, name(), part);
  }

  /**
   * A mean over the examples, the higher the better.
   *
   * @param perExample a number for each example, {@code [n]}, in {@code f32}; or one for each of
   *     several values of an example, {@code [n, …]}, which are averaged
   */
  static Metric mean(String name, Function<Pass, Tensor> perExample) {
    return new MeanMetric(name, perExample, true);
  }

  /** As {@link #mean}, the lower the better. */
  static Metric error(String name, Function<Pass, Tensor> perExample) {
    return new MeanMetric(name, perExample, false);
  }

  /**
   * Share of examples whose true class has the largest logit: {@code accuracy}. An example that is
   * mixed of two classes counts with the share of the one that has it.
   */
  static Metric accuracy() {
    return mean(ACCURACY, Classes::right);
  }

  /**
   * Share of examples whose true class is among the {@code k} largest logits: {@code top5} for 5.
   * Of equal logits, the one of the smaller index counts as larger.
   */
  static Metric topK(int k) {
    SettingChecks.atLeast("k of top k", k, 1);
    return mean("top" + k, pass -> Classes.amongTop(pass, k));
  }

  /**
   * How often each class is taken for each other: {@code confusion}. The figure itself is the
   * accuracy; {@link Evaluation#confusion} has the counts.
   */
  static Metric confusion() {
    return new Confusion();
  }

  /**
   * Mean over the classes of the share of each that is classified correctly, which rare classes
   * count in as much as frequent ones: {@code balanced_accuracy}.
   */
  static Metric balancedAccuracy() {
    return new BalancedAccuracy();
  }

  /** Mean over the classes of the harmonic mean of precision and recall: {@code macro_f1}. */
  static Metric macroF1() {
    return new MacroF1();
  }

  /**
   * Expected calibration error (Guo et al. 2017): how far the largest probability and the share of
   * correct predictions are apart, on average, in 15 bins of confidence: {@code calibration_error}.
   */
  static Metric calibrationError() {
    return new CalibrationError(15);
  }

  /** Share of labels that are right, where a label is there at a logit above 0. */
  static Metric binaryAccuracy() {
    return mean(ACCURACY, pass -> Labels.predicted(pass).equal(Labels.truth(pass)));
  }

  /**
   * Harmonic mean of precision and recall over all labels, each there at a logit above 0: {@code
   * f1}.
   */
  static Metric f1() {
    return new BinaryF1();
  }

  /** Mean absolute difference of output and target. */
  static Metric meanAbsoluteError() {
    return error("mean_absolute_error", pass -> pass.output().sub(pass.target()).abs());
  }

  /**
   * Share of the variance of the targets that outputs {@code [n, numbers]} explain (coefficient of
   * determination), the mean over the numbers: {@code r2}. 1 is perfect; 0 is no better than the
   * mean of the targets, and so is a number that never changes.
   */
  static Metric r2() {
    return new DeterminationCoefficient();
  }

  /** Mean squared difference of output and target. */
  static Metric meanSquaredError() {
    return error(
        "mean_squared_error",
        pass -> {
          Tensor difference = pass.output().sub(pass.target());
          return difference.mul(difference);
        });
  }

  /** Root of the mean squared difference of output and target. */
  static Metric rootMeanSquaredError() {
    return new RootMetric("root_mean_squared_error", meanSquaredError());
  }
}
