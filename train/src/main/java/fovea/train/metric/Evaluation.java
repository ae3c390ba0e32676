package fovea.train.metric;

import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How well a network did on examples.
 *
 * @param score loss and metrics
 * @param sums what each metric was computed from, by name
 */
public record Evaluation(Score score, SequencedMap<String, double[]> sums) {

  /** Copies the map. */
  public Evaluation {
    sums = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sums));
  }

  /** Number of examples. */
  public long n() {
    return score.n();
  }

  /** Mean over the examples. */
  public double loss() {
    return score.loss();
  }

  /**
   * The metric of that name.
   *
   * @throws FoveaException if it was not measured
   */
  public double metric(String name) {
    return score.metric(name);
  }

  /**
   * Share of examples whose class was predicted correctly.
   *
   * @throws FoveaException if the task does not measure it
   */
  public double accuracy() {
    return score.accuracy();
  }

  /**
   * Which classes were taken for which.
   *
   * @throws FoveaException if {@link Metric#confusion()} was not among the metrics
   */
  public ConfusionMatrix confusion() {
    double[] counts = sums.get(Confusion.NAME);
    if (counts == null) {
      throw FoveaException.here(
          "the confusion of classes is asked for, which was not measured",
          "add it by Task.classification().measuring(Metric.confusion())");
    }
    return ConfusionMatrix.of(counts);
  }
}
