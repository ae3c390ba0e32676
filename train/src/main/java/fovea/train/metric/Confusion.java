package fovea.train.metric;

import fovea.graph.Tensor;

/** Counts {@code [classes, classes]}: true classes down, predicted ones across. */
record Confusion() implements Metric {
  static final String NAME = "confusion";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Tensor count(Pass pass) {
    Tensor truth = Classes.oneHot(pass, Classes.labels(pass));
    Tensor predicted = Classes.oneHot(pass, pass.output().argmax(1));
    return truth.transpose(1, 0).matmul(predicted);
  }

  @Override
  public double value(double[] sums, long examples) {
    return examples == 0 ? 0 : (double) ConfusionMatrix.of(sums).correct() / examples;
  }
}
