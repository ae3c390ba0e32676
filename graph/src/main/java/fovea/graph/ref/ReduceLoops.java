package fovea.graph.ref;

import fovea.graph.op.Reduce;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.List;

/** Reductions along axes: each input element goes to one place of the result. */
final class ReduceLoops {
  private ReduceLoops() {}

  static void run(Reduce op, Operands o) {
    double[] x = o.in(0);
    double[] y = o.out(0);
    switch (op) {
      case Reduce.Sum(List<Integer> axes, boolean _) -> {
        int[] places = places(o.inShape(0), axes);
        for (int i = 0; i < x.length; i++) {
          y[places[i]] += x[i];
        }
      }
      case Reduce.Maximum(List<Integer> axes, boolean _) -> {
        int[] places = places(o.inShape(0), axes);
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
          y[places[i]] = Math.max(y[places[i]], x[i]);
        }
      }
      case Reduce.ArgMax(int axis) -> argMax(o.inShape(0), axis, o);
    }
  }

  private static int[] places(Shape x, List<Integer> axes) {
    return ElementOffsets.broadcast(x, Reduce.reduced(x, axes, true));
  }

  /** The first largest; NaN counts as the largest of all. */
  private static void argMax(Shape shape, int axis, Operands o) {
    int step = (int) shape.strides()[shape.axis(axis)];
    int[] starts = ElementOffsets.of(shape.with(axis, 1), shape.strides(), 0);
    for (int line = 0; line < starts.length; line++) {
      Run x = new Run(o.in(0), starts[line], step);
      int best = 0;
      for (int i = 1; i < shape.dim(axis); i++) {
        // Unlike >, this order places NaN above infinity.
        if (Double.compare(x.at(i), x.at(best)) > 0) {
          best = i;
        }
      }
      o.out(0)[line] = best;
    }
  }
}
