package fovea.graph.ref;

import fovea.graph.op.Move;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.List;

/** Ops that only move elements: each is a list of places to read from or to write to. */
final class MoveLoops {
  private MoveLoops() {}

  static void run(Move op, Operands o) {
    double[] x = o.in(0);
    double[] y = o.out(0);
    Shape in = o.inShape(0);
    Shape out = o.outShape(0);
    switch (op) {
      case Move.Reshape _, Move.Cast _ -> System.arraycopy(x, 0, y, 0, y.length);
      case Move.Transpose(List<Integer> order) ->
          read(
              x,
              ElementOffsets.of(out, order.stream().mapToLong(i -> in.strides()[i]).toArray(), 0),
              y);
      case Move.Slice slice -> read(x, sliced(slice, in, out), y);
      case Move.SliceGrad(Move.Slice slice, Shape _) -> write(x, sliced(slice, out, in), y);
      case Move.Concat(int axis) -> concat(axis, o);
      case Move.Pad(int axis, int before, int _, double value) -> {
        Arrays.fill(y, value);
        write(x, ElementOffsets.of(in, out.strides(), before * out.strides()[axis]), y);
      }
      case Move.Broadcast _ -> read(x, ElementOffsets.broadcast(out, in), y);
      case Move.Gather(int axis) -> read(x, gathered(axis, in, out, o.in(1)), y);
      case Move.GatherGrad(int axis, Shape _) -> add(x, gathered(axis, out, in, o.in(1)), y);
    }
  }

  private static void read(double[] x, int[] places, double[] y) {
    for (int i = 0; i < places.length; i++) {
      y[i] = x[places[i]];
    }
  }

  private static void write(double[] x, int[] places, double[] y) {
    for (int i = 0; i < places.length; i++) {
      y[places[i]] = x[i];
    }
  }

  private static void add(double[] x, int[] places, double[] y) {
    for (int i = 0; i < places.length; i++) {
      y[places[i]] += x[i];
    }
  }

  private static void concat(int axis, Operands o) {
    long[] strides = o.outShape(0).strides();
    int from = 0;
    for (int i = 0; i < o.count(); i++) {
      write(o.in(i), ElementOffsets.of(o.inShape(i), strides, from * strides[axis]), o.out(0));
      from += o.inShape(i).dim(axis);
    }
  }

  /** Where the elements of {@code part} lie in {@code whole}. */
  private static int[] sliced(Move.Slice op, Shape whole, Shape part) {
    long[] strides = whole.strides();
    long start = op.from() * strides[op.axis()];
    strides[op.axis()] *= op.step();
    return ElementOffsets.of(part, strides, start);
  }

  /** Where the elements of {@code part} lie in {@code whole}, of which it picks entries. */
  private static int[] gathered(int axis, Shape whole, Shape part, double[] indices) {
    long[] strides = whole.strides();
    long step = strides[axis];
    strides[axis] = 0;
    int[] places = ElementOffsets.of(part, strides, 0);
    int inner = (int) part.strides()[axis];
    for (int i = 0; i < places.length; i++) {
      int index = (int) indices[i / inner % part.dim(axis)];
      if (index < 0 || index >= whole.dim(axis)) {
        throw FoveaException.here(
            "gather: index " + index + " along axis " + axis + " of " + whole,
            "use indices from 0 to " + (whole.dim(axis) - 1));
      }
      places[i] += (int) (index * step);
    }
    return places;
  }
}
