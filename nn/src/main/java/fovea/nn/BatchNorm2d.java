package fovea.nn;

import fovea.graph.Shape;

/** Batch normalization of each channel of {@code [n, c, h, w]}; momentum 0.1, epsilon 1e-5. */
public record BatchNorm2d(
    Param weight,
    Param bias,
    @Named("running_mean") State runningMean,
    @Named("running_var") State runningVariance,
    @Named("num_batches_tracked") State batches,
    double momentum,
    double epsilon)
    implements BatchNorm {

  /** A norm for {@code channels}. */
  public BatchNorm2d(int channels) {
    this(
        Param.of(Shape.of(channels), Init.ones()),
        Param.of(Shape.of(channels), Init.zeros()),
        State.of(Shape.of(channels), Init.zeros()),
        State.of(Shape.of(channels), Init.ones()),
        State.counter(),
        0.1,
        1e-5);
  }

  /** With another share of the newest batch in the running statistics. */
  public BatchNorm2d momentum(double momentum) {
    return new BatchNorm2d(weight, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** With another guard of the divisor. */
  public BatchNorm2d epsilon(double epsilon) {
    return new BatchNorm2d(weight, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** With a new scale that follows {@code rule}; zeros let a residual block start as identity. */
  public BatchNorm2d init(Init rule) {
    return new BatchNorm2d(
        weight.init(rule), bias, runningMean, runningVariance, batches, momentum, epsilon);
  }
}
