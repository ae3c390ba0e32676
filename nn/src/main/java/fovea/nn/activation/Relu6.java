package fovea.nn.activation;

import fovea.graph.Tensor;
import fovea.nn.Layer;

/** {@code min(max(x, 0), 6)}, as in MobileNet. */
public record Relu6() implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.relu6();
  }
}
