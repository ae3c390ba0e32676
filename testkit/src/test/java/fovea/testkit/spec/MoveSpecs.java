package fovea.testkit.spec;

import static fovea.testkit.spec.OpSpec.spec;

import fovea.graph.op.Move;
import fovea.graph.op.Reduce;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of the ops that move elements, and of reductions. */
final class MoveSpecs {
  private MoveSpecs() {}

  static final List<OpSpec> ROWS =
      List.of(
          spec(Reduce.Sum.class, MoveSpecs::sum),
          spec(Reduce.Maximum.class, MoveSpecs::maximum).nonFinite(NonFinite.LARGEST),
          spec(Reduce.ArgMax.class, MoveSpecs::argMax),
          spec(Move.Reshape.class, MoveSpecs::reshape),
          spec(Move.Transpose.class, MoveSpecs::transpose),
          spec(Move.Slice.class, MoveSpecs::slice),
          spec(Move.SliceGrad.class, MoveSpecs::sliceGrad),
          spec(Move.Concat.class, MoveSpecs::concat),
          spec(Move.Pad.class, MoveSpecs::pad),
          spec(Move.Broadcast.class, MoveSpecs::broadcast),
          spec(Move.Gather.class, MoveSpecs::gather),
          spec(Move.GatherGrad.class, MoveSpecs::gatherGrad),
          spec(Move.Cast.class, MoveSpecs::cast));

  /** A shape with at least one axis. */
  private static Shape some(Draw r) {
    return r.coin() ? r.pictures() : r.shape(1, 5);
  }

  private static int axis(Draw r, Shape shape) {
    return r.in(0, shape.rank() - 1);
  }

  private static List<Integer> axes(Draw r, Shape shape) {
    List<Integer> axes = IntStream.range(0, shape.rank()).filter(_ -> r.coin()).boxed().toList();
    return axes.isEmpty() ? List.of(axis(r, shape)) : axes;
  }

  private static Trial sum(Draw r) {
    Shape x = some(r);
    return Trial.of(new Reduce.Sum(axes(r, x), r.coin()), r.reals(x));
  }

  private static Trial maximum(Draw r) {
    Shape x = some(r);
    return Trial.of(new Reduce.Maximum(axes(r, x), r.coin()), r.kinked(x));
  }

  private static Trial argMax(Draw r) {
    Shape x = some(r);
    return Trial.of(new Reduce.ArgMax(axis(r, x)), r.kinked(x));
  }

  private static Trial reshape(Draw r) {
    Shape x = r.any();
    List<Integer> dims = new ArrayList<>();
    for (int dim : x.dims()) {
      dims.add(dim);
    }
    Collections.reverse(dims);
    dims.add(r.in(0, dims.size()), 1);
    Shape target = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    return Trial.of(new Move.Reshape(target), r.reals(x));
  }

  private static Trial transpose(Draw r) {
    Shape x = r.any();
    List<Integer> order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    for (int i = 0; i < order.size(); i++) {
      Collections.swap(order, i, r.in(i, order.size() - 1));
    }
    return Trial.of(new Move.Transpose(order), r.reals(x));
  }

  private static Move.Slice slice(Draw r, Shape x) {
    int axis = axis(r, x);
    int from = r.in(0, x.dim(axis) - 1);
    return new Move.Slice(axis, from, r.in(from + 1, x.dim(axis)), r.in(1, 3));
  }

  private static Trial slice(Draw r) {
    Shape x = some(r);
    return Trial.of(slice(r, x), r.reals(x));
  }

  private static Trial sliceGrad(Draw r) {
    Shape x = some(r);
    Move.Slice of = slice(r, x);
    Shape part = x.with(of.axis(), Math.ceilDiv(of.to() - of.from(), of.step()));
    return Trial.of(new Move.SliceGrad(of, x), r.reals(part));
  }

  private static Trial concat(Draw r) {
    Shape x = some(r);
    int axis = axis(r, x);
    List<Input> parts = new ArrayList<>();
    for (int i = r.in(1, 4); i > 0; i--) {
      parts.add(r.reals(x.with(axis, r.in(1, 20))));
    }
    return Trial.of(new Move.Concat(axis), parts);
  }

  private static Trial pad(Draw r) {
    Shape x = some(r);
    return Trial.of(new Move.Pad(axis(r, x), r.in(0, 3), r.in(0, 3), r.of(0.0, 1.5)), r.reals(x));
  }

  private static Trial broadcast(Draw r) {
    Shape wide = r.any();
    int[] dims = wide.dims();
    int[] kept = java.util.Arrays.copyOfRange(dims, r.in(0, dims.length), dims.length);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = r.coin() ? kept[i] : 1;
    }
    return Trial.of(new Move.Broadcast(wide), r.reals(Shape.of(kept)));
  }

  private static Trial gather(Draw r) {
    Shape x = some(r);
    int axis = axis(r, x);
    Input indices = r.whole(DType.I32, Shape.of(r.in(1, 6)), 0, x.dim(axis) - 1);
    return Trial.of(new Move.Gather(axis), r.reals(x), indices);
  }

  private static Trial gatherGrad(Draw r) {
    Shape x = some(r);
    int axis = axis(r, x);
    Input indices = r.whole(DType.I32, Shape.of(r.in(1, 6)), 0, x.dim(axis) - 1);
    Input dy = r.reals(x.with(axis, indices.shape().dim(0)));
    return Trial.of(new Move.GatherGrad(axis, x), dy, indices);
  }

  /** Only f64 keeps what differences are made of. */
  private static Trial cast(Draw r) {
    Shape x = r.any();
    return r.ties()
        ? Trial.of(new Move.Cast(r.of(DType.values())), r.whole(r.of(DType.values()), x, 0, 100))
        : Trial.of(new Move.Cast(DType.F64), r.reals(x));
  }
}
