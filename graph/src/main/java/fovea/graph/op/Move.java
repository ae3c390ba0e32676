package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that only move elements. */
public sealed interface Move extends Op {

  /** What has made the elements of {@code tensor}, before ops that only move those of one input. */
  static Node origin(Tensor tensor) {
    Node node = tensor.node();
    while (node.op() instanceof Move && node.inputs().size() == 1) {
      node = node.input(0).node();
    }
    return node;
  }

  /** The same elements in row-major order under another shape. */
  record Reshape(Shape shape) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Check.that(
          inputs.getFirst().shape().elements() == shape.elements(),
          this,
          inputs.getFirst().shape()
              + " does not have the "
              + shape.elements()
              + " elements of "
              + shape,
          "choose sizes with an equal product");
      return List.of(inputs.getFirst().with(shape));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(upstream.getFirst().reshape(node.input(0).shape()));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.sameIf(keepsPlaces(x), x);
    }

    /** Whether rows and columns stay rows and columns, as when channels are split. */
    private boolean keepsPlaces(Shape x) {
      return x.rank() >= 2
          && shape.rank() >= 3
          && x.dim(-2) == shape.dim(-2)
          && x.dim(-1) == shape.dim(-1);
    }
  }

  /** Reorders axes: axis {@code i} of the result is axis {@code order[i]} of the input. */
  record Transpose(List<Integer> order) implements Move {
    /** Copies the order. */
    public Transpose {
      order = List.copyOf(order);
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Shape x = inputs.getFirst().shape();
      List<Integer> sorted = new ArrayList<>(order);
      Collections.sort(sorted);
      Check.that(
          sorted.equals(IntStream.range(0, x.rank()).boxed().toList()),
          this,
          "order " + order + " does not name each axis of " + x + " once",
          "list all axes");
      return List.of(inputs.getFirst().with(Shape.of(order.stream().mapToInt(x::dim).toArray())));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Integer[] inverse = new Integer[order.size()];
      for (int i = 0; i < inverse.length; i++) {
        inverse[order.get(i)] = i;
      }
      return List.of(Tensor.of(new Transpose(List.of(inverse)), upstream.getFirst()));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }
  }

  /** Elements {@code from, from + step, ..} before {@code to} along {@code axis}. */
  record Slice(int axis, int from, int to, int step) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Shape x = inputs.getFirst().shape();
      Check.that(
          0 <= from && from < to && to <= x.dim(axis) && step > 0,
          this,
          "range " + from + ".." + to + " step " + step + " is not in axis " + axis + " of " + x,
          "stay within the axis");
      return List.of(inputs.getFirst().with(x.with(axis, (to - from + step - 1) / step)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new SliceGrad(this, node.input(0).shape()), upstream.getFirst()));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.slice(x, axis, from, step);
    }
  }

  /** Adjoint of {@link Slice}: puts elements back among zeros. */
  record SliceGrad(Slice of, Shape input) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(input));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(of, upstream.getFirst()));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }
  }

  /** Joins tensors along {@code axis}; other sizes are equal. */
  record Concat(int axis) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.that(!inputs.isEmpty(), this, "nothing to join", "pass one tensor or more");
      Shape first = inputs.getFirst().shape();
      int total = 0;
      for (TensorType input : inputs) {
        Check.sameType(this, inputs.getFirst(), input);
        Check.that(
            input.shape().rank() == first.rank()
                && input.shape().with(axis, 1).equals(first.with(axis, 1)),
            this,
            "cannot join " + first + " and " + input.shape() + " along axis " + axis,
            "make the other sizes equal");
        total += input.shape().dim(axis);
      }
      return List.of(inputs.getFirst().with(first.with(axis, total)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      List<Tensor> parts = new ArrayList<>();
      int from = 0;
      for (Tensor input : node.inputs()) {
        int to = from + input.shape().dim(axis);
        parts.add(upstream.getFirst().slice(axis, from, to));
        from = to;
      }
      return parts;
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.sameIf(x.axis(axis) < x.rank() - 2, x);
    }
  }

  /** Adds {@code before} and {@code after} elements of {@code value} along {@code axis}. */
  record Pad(int axis, int before, int after, double value) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Check.that(
          before >= 0 && after >= 0,
          this,
          "pads by " + before + " and " + after,
          "use 0 or more, or slice instead");
      Shape x = inputs.getFirst().shape();
      return List.of(inputs.getFirst().with(x.with(axis, x.dim(axis) + before + after)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      int size = node.input(0).shape().dim(axis);
      return List.of(upstream.getFirst().slice(axis, before, before + size));
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.slice(x, axis, -before, 1);
    }
  }

  /** Repeats axes of size 1 up to {@code shape}, axes aligned at the end. */
  record Broadcast(Shape shape) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Check.same(this, "a target", inputs.getFirst().shape().broadcast(shape), shape);
      return List.of(inputs.getFirst().with(shape));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(upstream.getFirst().sumTo(node.input(0).shape()));
    }
  }

  /**
   * Picks entries along {@code axis} by an index vector of {@link DType#I32}. Inputs x, indices.
   */
  record Gather(int axis) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      TensorType indices = inputs.get(1);
      Check.that(
          indices.dtype() == DType.I32 && indices.shape().rank() == 1,
          this,
          "indices are " + indices,
          "pass a vector of i32");
      Shape x = inputs.getFirst().shape();
      return List.of(inputs.getFirst().with(x.with(axis, indices.shape().dim(0))));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      GatherGrad grad = new GatherGrad(axis, node.input(0).shape());
      return List.of(Tensor.of(grad, upstream.getFirst(), node.input(1)), Tensor.zero());
    }
  }

  /** Adjoint of {@link Gather}: adds entries up where they were picked. */
  record GatherGrad(int axis, Shape input) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      return List.of(inputs.getFirst().with(input));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(
          Tensor.of(new Gather(axis), upstream.getFirst(), node.input(1)), Tensor.zero());
    }
  }

  /** Converts elements to another type. */
  record Cast(DType dtype) implements Move {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(dtype));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      DType original = node.input(0).type().dtype();
      return List.of(
          original.floating() && dtype.floating()
              ? upstream.getFirst().cast(original)
              : Tensor.zero());
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.same();
    }
  }
}
