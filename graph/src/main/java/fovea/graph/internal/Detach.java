package fovea.graph.internal;

import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import java.util.List;

/** The same values without a gradient. */
public record Detach() implements CustomOp.InTensors {
  @Override
  public List<Tensor> forward(List<Tensor> inputs) {
    return inputs;
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    return List.of(Tensor.zero());
  }
}
