package fovea.train.metric;

import fovea.graph.Tensor;

/** The root of another metric. */
record RootMetric(String name, Metric square) implements Metric {

  @Override
  public Tensor count(Pass pass) {
    return square.count(pass);
  }

  @Override
  public double value(double[] sums, long examples) {
    return Math.sqrt(square.value(sums, examples));
  }

  @Override
  public boolean higherIsBetter() {
    return square.higherIsBetter();
  }
}
