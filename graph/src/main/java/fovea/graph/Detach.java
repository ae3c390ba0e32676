package fovea.graph;

import java.util.List;

/** The same values without a gradient. */
record Detach() implements CustomOp.InTensors {
  @Override
  public List<Tensor> forward(List<Tensor> inputs) {
    return inputs;
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    return List.of(Tensor.zero());
  }
}
