package fovea.explain.parametrization;

import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;

/** Cosine and sine of phases, in radians. */
record Waves() implements CustomOp.InJava {

  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    return List.of(inputs.getFirst(), inputs.getFirst());
  }

  @Override
  public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
    HostBuffer phases = inputs.getFirst();
    for (long i = 0; i < phases.type().shape().elements(); i++) {
      results.getFirst().set(i, Math.cos(phases.at(i)));
      results.getLast().set(i, Math.sin(phases.at(i)));
    }
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    Tensor cosine = applied.results().getFirst();
    Tensor sine = applied.results().getLast();
    List<Tensor> upstream = applied.upstream();
    return List.of(cosine.mul(upstream.getLast()).sub(sine.mul(upstream.getFirst())));
  }
}
