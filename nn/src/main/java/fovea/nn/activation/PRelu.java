package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.init.Init;

/** {@code x} above 0, else a learned slope times x (He et al. 2015); slopes start at 0.25. */
public record PRelu(Param weight) implements Layer {

  /** One slope for each of {@code channels}; 1 shares it among all. */
  public PRelu(int channels) {
    this(Param.of(Shape.of(channels), Init.constant(0.25)));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.prelu(weight.tensor());
  }
}
