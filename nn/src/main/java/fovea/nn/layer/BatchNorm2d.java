package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.init.Init;

/** {@link BatchNorm Batch normalization} of each channel of {@code [n, c, h, w]}. */
public record BatchNorm2d(@Named("") BatchNorm norm) implements Layer {

  /** A norm for {@code channels}, with momentum 0.1 and epsilon 1e-5. */
  public BatchNorm2d(int channels) {
    this(new BatchNorm(channels));
  }

  /** With another share of the newest batch in the running statistics. */
  public BatchNorm2d momentum(double momentum) {
    return new BatchNorm2d(norm.momentum(momentum));
  }

  /** With another guard of the divisor. */
  public BatchNorm2d epsilon(double epsilon) {
    return new BatchNorm2d(norm.epsilon(epsilon));
  }

  /** With a new scale that follows {@code rule}; zeros let a residual block start as identity. */
  public BatchNorm2d init(Init rule) {
    return new BatchNorm2d(norm.init(rule));
  }

  /** Without a scale: a linear layer that follows can take its part. */
  public BatchNorm2d noScale() {
    return new BatchNorm2d(norm.noScale());
  }

  @Override
  public Tensor forward(Tensor x) {
    return norm.normalize(x);
  }
}
