package fovea.testkit.spec;

import static fovea.testkit.spec.OpSpec.spec;

import fovea.graph.Tensor;
import fovea.graph.op.Custom;
import fovea.graph.op.CustomOp;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** Rows of ops as users write them. */
final class CustomSpecs {
  private CustomSpecs() {}

  static final List<OpSpec> ROWS =
      List.of(
          spec(
              Custom.Composed.class,
              r ->
                  Trial.of(
                      new Square(), in -> new Square().apply(in.getFirst()), r.reals(r.any()))),
          spec(Custom.Computed.class, CustomSpecs::product));

  private static Trial product(Draw r) {
    Shape shape = r.any();
    Product op = new Product();
    return Trial.of(op, in -> op.apply(in.get(0), in.get(1)), r.reals(shape), r.reals(shape));
  }

  /** {@code x²}. */
  private record Square() implements CustomOp.InTensors {
    @Override
    public List<Tensor> forward(List<Tensor> inputs) {
      return List.of(inputs.getFirst().mul(inputs.getFirst()));
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      return List.of(applied.inputs().getFirst().mul(2).mul(applied.upstream().getFirst()));
    }
  }

  /** {@code a * b}, element by element. */
  private record Product() implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return List.of(inputs.getFirst());
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      HostBuffer result = results.getFirst();
      for (long i = 0; i < result.type().shape().elements(); i++) {
        result.set(i, inputs.get(0).at(i) * inputs.get(1).at(i));
      }
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      Tensor upstream = applied.upstream().getFirst();
      return List.of(
          apply(applied.inputs().get(1), upstream), apply(applied.inputs().get(0), upstream));
    }
  }
}
