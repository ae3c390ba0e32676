package fovea.train.metric;

import fovea.graph.Tensor;
import java.util.List;

/** Harmonic mean of precision and recall over all labels. */
record BinaryF1() implements Metric {

  @Override
  public String name() {
    return "f1";
  }

  /** Labels that were found, that there are, and that were said to be there. */
  @Override
  public Tensor count(Pass pass) {
    Tensor truth = Labels.truth(pass);
    Tensor predicted = Labels.predicted(pass);
    return Tensor.concat(
        0,
        List.of(
            truth.mul(predicted).sum().reshape(1),
            truth.sum().reshape(1),
            predicted.sum().reshape(1)));
  }

  @Override
  public double value(double[] sums, long examples) {
    double all = sums[1] + sums[2];
    return all == 0 ? 0 : 2 * sums[0] / all;
  }
}
