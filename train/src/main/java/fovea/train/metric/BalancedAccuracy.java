package fovea.train.metric;

import fovea.graph.Tensor;

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
    return ConfusionMatrix.of(sums).balancedAccuracy();
  }
}
