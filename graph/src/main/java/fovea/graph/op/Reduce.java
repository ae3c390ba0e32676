package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions along axes. */
public sealed interface Reduce extends Op {

  /** Axes that are reduced. */
  List<Integer> axes();

  /** Places are kept if only axes before the last two are reduced, such as channels. */
  @Override
  default ReceptiveField receptiveField(Shape x) {
    boolean kept = axes().stream().allMatch(axis -> x.axis(axis) < x.rank() - 2);
    return ReceptiveField.sameIf(kept, x);
  }

  /** Sum over {@code axes}; summed axes stay with size 1 if {@code keep}. */
  record Sum(List<Integer> axes, boolean keep) implements Reduce {
    /** Copies the axes. */
    public Sum {
      axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(reduced(inputs.getFirst().shape(), axes, keep)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Shape x = node.input(0).shape();
      return List.of(upstream.getFirst().reshape(reduced(x, axes, true)).broadcastTo(x));
    }
  }

  /** Largest element over {@code axes}; the gradient is shared by equals. */
  record Maximum(List<Integer> axes, boolean keep) implements Reduce {
    /** Copies the axes. */
    public Maximum {
      axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(reduced(inputs.getFirst().shape(), axes, keep)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor x = node.input(0);
      Shape kept = reduced(x.shape(), axes, true);
      Tensor found = Tensor.of(new Binary.Equal(), x, node.output().reshape(kept));
      Tensor count = found.sumTo(kept);
      return List.of(found.mul(upstream.getFirst().reshape(kept).div(count)));
    }

    @Override
    public String name() {
      return "reduceMaximum";
    }
  }

  /** Index of the first largest element along {@code axis}, as {@link DType#I32}; no gradient. */
  record ArgMax(int axis) implements Reduce {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Shape shape = reduced(inputs.getFirst().shape(), List.of(axis), false);
      return List.of(new TensorType(shape, DType.I32));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.zero());
    }

    @Override
    public List<Integer> axes() {
      return List.of(axis);
    }
  }

  /**
   * {@code named} axes of {@code shape} from the front, sorted; all if none is named.
   *
   * @throws FoveaException if one is named twice or does not exist
   */
  static List<Integer> axes(Shape shape, int... named) {
    IntStream axes =
        named.length == 0 ? IntStream.range(0, shape.rank()) : IntStream.of(named).map(shape::axis);
    List<Integer> sorted = axes.sorted().boxed().toList();
    if (sorted.stream().distinct().count() < sorted.size()) {
      throw FoveaException.here(
          "axes " + Arrays.toString(named) + " of " + shape + " name one twice",
          "name each axis once");
    }
    return sorted;
  }

  /** Shape after reducing {@code axes} of {@code shape}. */
  static Shape reduced(Shape shape, List<Integer> axes, boolean keep) {
    List<Integer> gone = axes.stream().map(shape::axis).toList();
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(i -> keep || !gone.contains(i))
            .map(i -> gone.contains(i) ? 1 : shape.dim(i))
            .toArray());
  }
}
