package fovea.train.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Tensors;
import fovea.train.Tiny;
import org.junit.jupiter.api.Test;

class MetricTest {

  private static Pass pass(Tensor output, Tensor target) {
    return new Pass(
        Tensors.of("input", output), Tensors.of("output", output), Tensors.of("target", target));
  }

  private static Tensor floats(int rows, float... values) {
    return Tensor.of(Shape.of(rows, values.length / rows), values);
  }

  private static Tensor labels(double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(values.length), DType.I32), values));
  }

  /** The metric over several batches. */
  private static double value(Metric metric, Pass... batches) {
    double[] sums = {};
    long examples = 0;
    for (Pass batch : batches) {
      double[] count = Tiny.onReference(() -> metric.count(batch).value()).doubles();
      double[] sum = new double[count.length];
      for (int i = 0; i < count.length; i++) {
        sum[i] = count[i] + (sums.length == 0 ? 0 : sums[i]);
      }
      sums = sum;
      examples += batch.examples();
    }
    return metric.value(sums, examples);
  }

  private final Pass first = pass(floats(2, 5, 1, 2, 1, 2, 3), labels(0, 0));
  private final Pass second = pass(floats(1, 0, 2, 1), labels(2));

  @Test
  void classesByTheirRank() {
    assertEquals(1 / 3.0, value(Metric.accuracy(), first, second), 1e-12);
    assertEquals(1 / 3.0, value(Metric.topK(1), first, second), 1e-12);
    assertEquals(2 / 3.0, value(Metric.topK(2), first, second), 1e-12);
    assertEquals(1, value(Metric.topK(5), first, second), 1e-12);
    assertEquals(1 / 3.0, value(Metric.confusion(), first, second), 1e-12);
  }

  @Test
  void calibrationErrorByBins() {
    // Both of the first batch are in the bin from 9/15 to 10/15, and one of them is right.
    Pass few = pass(probabilities(0.64, 0.62), labels(0, 1));
    Pass more = pass(probabilities(0.8, 1), labels(0, 0));
    double expected = (Math.abs(0.64 + 0.62 - 1) + 0.2 + 0) / 4;
    assertEquals(expected, value(Metric.calibrationError(), few, more), 1e-6);
    assertEquals(0.8, value(Metric.calibrationError(), pass(probabilities(0.8), labels(1))), 1e-6);
  }

  /** Logits of two classes by the probability of the first. */
  private static Tensor probabilities(double... first) {
    float[] logits = new float[2 * first.length];
    for (int i = 0; i < first.length; i++) {
      logits[2 * i] = first[i] == 1 ? 200 : (float) Math.log(first[i] / (1 - first[i]));
    }
    return floats(first.length, logits);
  }

  @Test
  void equalLogitsRankByIndexAndInfinitiesCount() {
    Pass equal = pass(floats(2, 1, 1, 1, 1, 1, 1), labels(0, 1));
    assertEquals(0.5, value(Metric.topK(1), equal), 1e-12);
    assertEquals(0.5, value(Metric.accuracy(), equal), 1e-12);
    assertEquals(1, value(Metric.topK(2), equal), 1e-12);
    float infinite = Float.POSITIVE_INFINITY;
    Pass infinities = pass(floats(2, infinite, 1, 0, -infinite, 1, 2), labels(0, 0));
    assertEquals(0.5, value(Metric.topK(2), infinities), 1e-12);
  }

  @Test
  void sharesCountAsTheirLargest() {
    Pass mixed = pass(floats(2, 3, 1, 0, 4), floats(2, 0.7f, 0.3f, 0.6f, 0.4f));
    assertEquals(0.5, value(Metric.accuracy(), mixed), 1e-12);
  }

  @Test
  void confusionsAreCountedByTruthAndPrediction() {
    double[] counts = Tiny.onReference(() -> Metric.confusion().count(first).value()).doubles();
    ConfusionMatrix matrix = ConfusionMatrix.of(counts);
    assertEquals(3, matrix.classes());
    assertEquals(1, matrix.count(0, 0));
    assertEquals(1, matrix.count(0, 2));
    assertEquals(0.5, matrix.recall(0));
    assertEquals(1, matrix.precision(0));
    assertEquals(0, matrix.precision(1));
    assertEquals(2 / 3.0, matrix.f1(0), 1e-12);
    assertEquals(2 / 9.0, value(Metric.macroF1(), first), 1e-12);
  }

  @Test
  void labelsThatAreThereOrNot() {
    Pass labels = pass(floats(2, 1, -1, 2, -3), floats(2, 1, 1, 0, 0));
    assertEquals(0.5, value(Metric.binaryAccuracy(), labels), 1e-12);
    assertEquals(0.5, value(Metric.f1(), labels), 1e-12);
  }

  @Test
  void numbersByTheirDistance() {
    Pass one = pass(floats(2, 1, 2, 3, 4), floats(2, 1, 0, 3, 8));
    Pass other = pass(floats(1, 0, 0), floats(1, 3, 3));
    assertEquals((1 + 2 + 3) / 3.0, value(Metric.meanAbsoluteError(), one, other), 1e-6);
    assertEquals((2 + 8 + 9) / 3.0, value(Metric.meanSquaredError(), one, other), 1e-6);
    assertEquals(Math.sqrt(19 / 3.0), value(Metric.rootMeanSquaredError(), one, other), 1e-6);
  }

  @Test
  void oneOfAUsersOwn() {
    Metric near = Metric.mean("near", p -> p.output().sub(p.target()).abs().mul(-1).greater(-1.5));
    Pass pass = pass(floats(2, 1, 2, 3, 4), floats(2, 1, 0, 3, 5));
    assertEquals(0.75, value(near, pass), 1e-12);
    assertTrue(near.higherIsBetter());
    assertEquals("far.near", near.named("far.near").name());
    Metric lost = Metric.mean("lost", p -> p.output().sum());
    FoveaException e = assertThrows(FoveaException.class, () -> lost.count(pass));
    assertEquals(
        "lost: expected a value for each of the 2 examples, found []; keep the batch axis",
        e.getMessage());
  }
}
