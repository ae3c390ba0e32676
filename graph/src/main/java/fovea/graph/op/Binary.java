package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Functions of two numbers, applied elementwise; sizes of 1 are broadcast to the other's. */
public sealed interface Binary extends Op {

  @Override
  default List<TensorType> types(List<TensorType> inputs) {
    Check.inputs(this, inputs, 2);
    Check.sameType(this, inputs.get(0), inputs.get(1));
    return List.of(inputs.get(0).with(inputs.get(0).shape().broadcast(inputs.get(1).shape())));
  }

  @Override
  default ReceptiveField receptiveField(Shape x) {
    return ReceptiveField.same();
  }

  /** What it computes, on numbers, as the reference backend does. */
  DoubleBinaryOperator formula();

  /** Whether {@code a} and {@code b} may change places. */
  default boolean commutes() {
    return false;
  }

  /** Gradients for both inputs before broadcast axes are summed up. */
  List<Tensor> partials(Tensor a, Tensor b, Tensor upstream);

  @Override
  default List<Tensor> vjp(Node node, List<Tensor> upstream) {
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    List<Tensor> partials = partials(a, b, upstream.getFirst());
    return List.of(partials.get(0).sumTo(a.shape()), partials.get(1).sumTo(b.shape()));
  }

  /** {@code a + b}. */
  record Add() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return Double::sum;
    }

    @Override
    public boolean commutes() {
      return true;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      return List.of(upstream, upstream);
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.followEither();
    }
  }

  /** {@code a - b}. */
  record Sub() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return (a, b) -> a - b;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      return List.of(upstream, upstream.neg());
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.followEither();
    }
  }

  /** {@code a * b}. */
  record Mul() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return (a, b) -> a * b;
    }

    @Override
    public boolean commutes() {
      return true;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      return List.of(upstream.mul(b), upstream.mul(a));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.followEither();
    }
  }

  /** {@code a / b}. */
  record Div() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return (a, b) -> a / b;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      Tensor byB = upstream.div(b);
      return List.of(byB, byB.mul(a).div(b).neg());
    }
  }

  /**
   * {@code a} to the power {@code b}, as {@link Math#pow} has it: NaN where {@code a} is negative
   * and {@code b} broken. The gradient for {@code b} is 0 where {@code a} is 0.
   */
  record Pow() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return Math::pow;
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      List<TensorType> types = Binary.super.types(inputs);
      Check.floating(this, types.getFirst());
      return types;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      // Neither 0 * pow(0, -1) nor 0 * log(0), which would be NaN.
      Tensor one = Tensor.full(a.type().with(Shape.scalar()), 1);
      Tensor lower = Tensor.where(b.equal(0), b, b.sub(1));
      Tensor base = Tensor.where(a.equal(0), one, a);
      return List.of(upstream.mul(b.mul(a.pow(lower))), upstream.mul(a.pow(b)).mul(base.log()));
    }
  }

  /** The larger of both; the gradient of a tie goes to {@code a}. */
  record Maximum() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return Math::max;
    }

    @Override
    public boolean commutes() {
      return true;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      Tensor second = Tensor.of(new Greater(), b, a);
      return List.of(upstream.mul(second.neg().add(1)), upstream.mul(second));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.followEither();
    }
  }

  /** The smaller of both; the gradient of a tie goes to {@code a}. */
  record Minimum() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return Math::min;
    }

    @Override
    public boolean commutes() {
      return true;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      Tensor second = Tensor.of(new Greater(), a, b);
      return List.of(upstream.mul(second.neg().add(1)), upstream.mul(second));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.followEither();
    }
  }

  /** 1 where {@code a > b}, else 0; no gradient flows. */
  record Greater() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return (a, b) -> a > b ? 1 : 0;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      return List.of(Tensor.zero(), Tensor.zero());
    }
  }

  /** 1 where {@code a == b}, else 0; no gradient flows. */
  record Equal() implements Binary {
    @Override
    public DoubleBinaryOperator formula() {
      return (a, b) -> a == b ? 1 : 0;
    }

    @Override
    public boolean commutes() {
      return true;
    }

    @Override
    public List<Tensor> partials(Tensor a, Tensor b, Tensor upstream) {
      return List.of(Tensor.zero(), Tensor.zero());
    }
  }
}
