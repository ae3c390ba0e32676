package fovea.train.metric;

import fovea.graph.Tensor;
import java.util.stream.IntStream;

/** Mean over all classes that there are examples of, of the share that is classified correctly. */
record BalancedAccuracy() implements Metric {

  @Override
  public String name() {
    return "balanced_accuracy";
  }

  @Override
  public Tensor count(Pass pass) {
    return new Confusion().count(pass);
  }

  @Override
  public double value(double[] sums, long examples) {
    ConfusionMatrix matrix = ConfusionMatrix.of(sums);
    return IntStream.range(0, matrix.classes())
        .filter(label -> matrix.examples(label) > 0)
        .mapToDouble(matrix::recall)
        .average()
        .orElse(0);
  }
}
