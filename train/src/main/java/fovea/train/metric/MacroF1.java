package fovea.train.metric;

import fovea.graph.Tensor;

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
    return ConfusionMatrix.of(sums).macroF1();
  }
}
