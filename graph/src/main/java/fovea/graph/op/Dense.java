package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** Products of matrices. */
public sealed interface Dense extends Op {

  @Override
  default boolean linear() {
    return true;
  }

  @Override
  default AutocastPolicy autocast() {
    return AutocastPolicy.bf16(0, 1).results(0);
  }

  /**
   * Matrix product over the last two axes of {@code a [.., m, k]} and {@code b [.., k, n]}, each
   * transposed first if asked for; leading axes must be equal.
   */
  record MatMul(boolean transposeA, boolean transposeB) implements Dense {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      TensorType a = inputs.get(0);
      TensorType b = inputs.get(1);
      Check.floating(this, a);
      Check.sameType(this, a, b);
      int rank = a.shape().rank();
      Check.that(
          rank >= 2 && b.shape().rank() == rank,
          this,
          "expects two tensors of one rank of 2 or more, found " + a.shape() + " and " + b.shape(),
          "reshape them");
      int inner = a.shape().dim(transposeA ? -2 : -1);
      Check.that(
          inner == b.shape().dim(transposeB ? -1 : -2),
          this,
          "inner sizes of "
              + describe(a.shape(), transposeA)
              + " and "
              + describe(b.shape(), transposeB)
              + " differ",
          "transpose one or change a layer's size");
      for (int i = 0; i < rank - 2; i++) {
        Check.that(
            a.shape().dim(i) == b.shape().dim(i),
            this,
            "leading axes of " + a.shape() + " and " + b.shape() + " differ",
            "broadcast them first");
      }
      int rows = a.shape().dim(transposeA ? -1 : -2);
      int columns = b.shape().dim(transposeB ? -2 : -1);
      return List.of(a.with(a.shape().with(-2, rows).with(-1, columns)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor a = node.input(0);
      Tensor b = node.input(1);
      Tensor dy = upstream.getFirst();
      Tensor da =
          transposeA ? product(b, dy, transposeB, true) : product(dy, b, false, !transposeB);
      Tensor db =
          transposeB ? product(dy, a, true, transposeA) : product(a, dy, !transposeA, false);
      return List.of(da, db);
    }

    private static Tensor product(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
      return Tensor.of(new MatMul(transposeA, transposeB), a, b);
    }

    private static String describe(Shape shape, boolean transposed) {
      return transposed ? shape + " transposed" : shape.toString();
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return inputs.get(0).shape().elements() * inputs.get(1).shape().dim(transposeB ? -2 : -1);
    }
  }

  /**
   * Fully connected layer: {@code x [n, in]}, {@code weight [out, in]} and, optionally, {@code bias
   * [out]} give {@code x * weightᵀ + bias [n, out]}. {@link Tensor#linear} takes other numbers of
   * axes.
   */
  record Linear() implements Dense {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.that(
          inputs.size() == 2 || inputs.size() == 3,
          this,
          "takes x, weight and perhaps a bias, found " + inputs.size() + " inputs",
          "pass those");
      TensorType x = inputs.get(0);
      Shape weight = inputs.get(1).shape();
      Check.rank(this, "a weight [out, in]", inputs.get(1), 2);
      Check.floating(this, x);
      Check.sameType(this, x, inputs.get(1));
      Check.that(
          x.shape().rank() > 0 && x.shape().dim(-1) == weight.dim(1),
          this,
          "expects " + weight.dim(1) + " features, found " + x.shape(),
          isFlat(x.shape(), weight.dim(1))
              ? "flatten it first: x.flatten(1)"
              : "change the layer's input features or the picture size");
      Check.rank(this, "an input [n, features]", x, 2);
      if (inputs.size() == 3) {
        Check.same(this, "a bias", Shape.of(weight.dim(0)), inputs.get(2).shape());
      }
      return List.of(x.with(Shape.of(x.shape().dim(0), weight.dim(0))));
    }

    /** Whether all axes but the first have as many elements as features are wanted. */
    private static boolean isFlat(Shape x, int features) {
      return x.rank() > 2 && x.elements() == (long) x.dim(0) * features;
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor x = node.input(0);
      Tensor weight = node.input(1);
      Tensor dy = upstream.getFirst();
      boolean bias = node.inputs().size() == 3;
      Tensor dx = Tensor.of(new LinearInputGrad(), dy, weight);
      Node dw = Node.of(new LinearWeightGrad(bias), List.of(x, dy));
      return bias ? List.of(dx, dw.output(0), dw.output(1)) : List.of(dx, dw.output());
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return inputs.get(0).shape().elements() * inputs.get(1).shape().dim(0);
    }
  }

  /** Gradient of {@link Linear} for its input: {@code dy [n, out] * weight [out, in]}. */
  record LinearInputGrad() implements Dense {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      return new MatMul(false, false).types(inputs);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor ddx = upstream.getFirst();
      return List.of(
          Tensor.of(new Linear(), ddx, node.input(1)),
          Tensor.of(new LinearWeightGrad(false), ddx, node.input(0)));
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return inputs.get(0).shape().elements() * inputs.get(1).shape().dim(1);
    }
  }

  /** Gradient of {@link Linear} for its weight and, if {@code bias}, its bias: {@code dyᵀ * x}. */
  record LinearWeightGrad(boolean bias) implements Dense {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      TensorType x = inputs.get(0);
      TensorType dy = inputs.get(1);
      TensorType dw = new MatMul(true, false).types(List.of(dy, x)).getFirst();
      return bias ? List.of(dw, dw.with(Shape.of(dy.shape().dim(1)))) : List.of(dw);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor x = node.input(0);
      Tensor dy = node.input(1);
      Tensor dx = Tensor.zero();
      Tensor ddy = Tensor.zero();
      if (!upstream.getFirst().isZero()) {
        dx = Tensor.of(new LinearInputGrad(), dy, upstream.getFirst());
        ddy = Tensor.of(new Linear(), x, upstream.getFirst());
      }
      if (bias && !upstream.get(1).isZero()) {
        ddy = ddy.add(upstream.get(1).broadcastTo(dy.shape()));
      }
      return List.of(dx, ddy);
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.bf16(0, 1);
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return inputs.get(0).shape().elements() * inputs.get(1).shape().dim(1);
    }
  }
}
