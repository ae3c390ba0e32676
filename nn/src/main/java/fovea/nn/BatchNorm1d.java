package fovea.nn;

import fovea.graph.Shape;

/** Batch normalization of each feature of {@code [n, c]}; momentum 0.1, epsilon 1e-5. */
public record BatchNorm1d(
    Param weight,
    Param bias,
    @Named("running_mean") State runningMean,
    @Named("running_var") State runningVariance,
    @Named("num_batches_tracked") State batches,
    double momentum,
    double epsilon)
    implements BatchNorm {

  /** A norm for {@code features}. */
  public BatchNorm1d(int features) {
    this(
        Param.of(Shape.of(features), Init.ones()),
        Param.of(Shape.of(features), Init.zeros()),
        State.of(Shape.of(features), Init.zeros()),
        State.of(Shape.of(features), Init.ones()),
        State.counter(),
        0.1,
        1e-5);
  }

  /** With another share of the newest batch in the running statistics. */
  public BatchNorm1d momentum(double momentum) {
    return new BatchNorm1d(weight, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** With another guard of the divisor. */
  public BatchNorm1d epsilon(double epsilon) {
    return new BatchNorm1d(weight, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** With a new scale that follows {@code rule}; zeros let a residual block start as identity. */
  public BatchNorm1d init(Init rule) {
    return new BatchNorm1d(
        weight.init(rule), bias, runningMean, runningVariance, batches, momentum, epsilon);
  }
}
