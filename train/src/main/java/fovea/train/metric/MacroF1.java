package fovea.train.metric;

import fovea.graph.Tensor;
import java.util.stream.IntStream;

/** Mean over all classes of their F1. */
record MacroF1() implements Metric {

  @Override
  public String name() {
    return "macro_f1";
  }

  @Override
  public Tensor count(Pass pass) {
    return new Confusion().count(pass);
  }

  @Override
  public double value(double[] sums, long examples) {
    ConfusionMatrix matrix = ConfusionMatrix.of(sums);
    return IntStream.range(0, matrix.classes()).mapToDouble(matrix::f1).average().orElse(0);
  }
}
