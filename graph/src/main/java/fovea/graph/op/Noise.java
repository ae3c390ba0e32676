package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** Ops that depend on random numbers, which are an input. */
public sealed interface Noise extends Op {

  /**
   * Sets elements to 0 with probability {@code p} and scales the others by {@code 1 / (1 - p)}
   * (Srivastava et al. 2014, inverted). Inputs {@code x} and a random scalar of {@link DType#I64}
   * below 2^52; the same {@code key}, random number and index always give the same choice, so the
   * adjoint is the op itself and no mask is kept.
   */
  record Dropout(double p, long key) implements Noise {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      Check.floating(this, inputs.getFirst());
      Check.that(p >= 0 && p < 1, this, "probability " + p, "use 0 or more and less than 1");
      return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(this, upstream.getFirst(), node.input(1)), Tensor.zero());
    }

    /** Whether element {@code index} survives: a pure function, the same on every backend. */
    public boolean keeps(long random, long index) {
      long bits = mix(mix(random ^ key) + index * 0x9e3779b97f4a7c15L);
      return (bits >>> 40) >= (long) (p * (1 << 24));
    }

    /** Finalizer of splitmix64 (Steele et al. 2014). */
    private static long mix(long z) {
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.same();
    }
  }
}
