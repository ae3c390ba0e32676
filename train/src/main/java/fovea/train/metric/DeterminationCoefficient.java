package fovea.train.metric;

import fovea.graph.Tensor;
import java.util.List;

/** The share of the variance of targets that outputs explain, the mean over all numbers. */
record DeterminationCoefficient() implements Metric {

  @Override
  public String name() {
    return "r2";
  }

  /** Of each number: the sums of squared errors, of the targets, and of their squares. */
  @Override
  public Tensor count(Pass pass) {
    Tensor error = pass.output().sub(pass.target());
    Tensor target = pass.target();
    return Tensor.stack(
        0, List.of(error.mul(error).sum(0), target.sum(0), target.mul(target).sum(0)));
  }

  @Override
  public double value(double[] sums, long examples) {
    int numbers = sums.length / 3;
    double total = 0;
    for (int i = 0; i < numbers; i++) {
      double sum = sums[numbers + i];
      double variation = sums[2 * numbers + i] - sum * sum / examples;
      total += variation > 0 ? 1 - sums[i] / variation : 0;
    }
    return numbers == 0 ? 0 : total / numbers;
  }
}
