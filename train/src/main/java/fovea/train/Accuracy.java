package fovea.train;

import fovea.graph.DType;
import fovea.graph.Tensor;

/** Share of examples whose true class has the largest logit; the first of equals counts. */
record Accuracy() implements Metric {
  static final String NAME = "accuracy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Tensor count(Pass pass) {
    return pass.output().argmax(1).equal(Classes.labels(pass)).cast(DType.F32).sum();
  }

  @Override
  public double value(double[] sums, long examples) {
    return examples == 0 ? 0 : sums[0] / examples;
  }
}
