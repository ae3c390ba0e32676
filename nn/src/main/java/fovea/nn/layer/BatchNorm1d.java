package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.init.Init;

/** {@link BatchNorm Batch normalization} of each feature of {@code [n, c]}. */
public record BatchNorm1d(@Named("") BatchNorm norm) implements Layer {

  /** A norm for {@code features}, with momentum 0.1 and epsilon 1e-5. */
  public BatchNorm1d(int features) {
    this(new BatchNorm(features));
  }

  /** With another share of the newest batch in the running statistics. */
  public BatchNorm1d momentum(double momentum) {
    return new BatchNorm1d(norm.momentum(momentum));
  }

  /** With another guard of the divisor. */
  public BatchNorm1d epsilon(double epsilon) {
    return new BatchNorm1d(norm.epsilon(epsilon));
  }

  /** With a new scale that follows {@code rule}; zeros let a residual block start as identity. */
  public BatchNorm1d init(Init rule) {
    return new BatchNorm1d(norm.init(rule));
  }

  /** Without a scale: a linear layer that follows can take its part. */
  public BatchNorm1d noScale() {
    return new BatchNorm1d(norm.noScale());
  }

  @Override
  public Tensor forward(Tensor x) {
    return norm.normalize(x);
  }
}
