package fovea.graph.ref;

import fovea.graph.op.Pool;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import java.util.stream.IntStream;

/**
 * Pooling. The input pixels of an output pixel are a grid: those rows and columns that its window
 * meets.
 */
final class PoolLoops {
  private final Shape x;
  private final Shape y;
  private final int[][] rows;
  private final int[][] columns;

  private PoolLoops(Shape x, Shape y, int[][] rows, int[][] columns) {
    this.x = x;
    this.y = y;
    this.rows = rows;
    this.columns = columns;
  }

  static void run(Pool op, Operands o) {
    Shape in = o.inShape(0);
    Shape out = o.outShape(0);
    switch (op) {
      case Pool.Max(var pooling) -> windows(pooling.window(), in, out).max(o);
      case Pool.MaxGrad(var pooling, var _) -> windows(pooling.window(), out, in).maxGrad(o);
      case Pool.MaxPick(var pooling, var _) -> windows(pooling.window(), in, out).maxPick(o);
      case Pool.Average average ->
          windows(average.pooling().window(), in, out).average(counts(average, in, out), o);
      case Pool.AverageGrad(var average, var _) ->
          windows(average.pooling().window(), out, in).averageGrad(counts(average, out, in), o);
      case Pool.AdaptiveAverage _ -> {
        PoolLoops cells = cells(in, out);
        cells.average(cells.counts(), o);
      }
      case Pool.AdaptiveAverageGrad _ -> {
        PoolLoops cells = cells(out, in);
        cells.averageGrad(cells.counts(), o);
      }
    }
  }

  /** The first largest pixel of each window, or the last NaN; padding is never chosen. */
  private void max(Operands o) {
    each(
        (plane, at, row, column) -> {
          double largest = Double.NEGATIVE_INFINITY;
          int place = -1;
          for (int r : rows[row]) {
            for (int c : columns[column]) {
              double value = o.in(0)[plane + r * x.dim(3) + c];
              if (place < 0 || value > largest || Double.isNaN(value)) {
                largest = value;
                place = r * x.dim(3) + c;
              }
            }
          }
          o.out(0)[at] = largest;
          o.out(1)[at] = place;
        });
  }

  private void maxGrad(Operands o) {
    each(
        (plane, at, row, column) -> {
          int place = (int) o.in(1)[at];
          if (place >= 0) {
            o.out(0)[plane + place] += o.in(0)[at];
          }
        });
  }

  private void maxPick(Operands o) {
    each(
        (plane, at, row, column) -> {
          int place = (int) o.in(1)[at];
          o.out(0)[at] = place < 0 ? 0 : o.in(0)[plane + place];
        });
  }

  private void average(int[][] counts, Operands o) {
    each(
        (plane, at, row, column) -> {
          double sum = 0;
          for (int r : rows[row]) {
            for (int c : columns[column]) {
              sum += o.in(0)[plane + r * x.dim(3) + c];
            }
          }
          o.out(0)[at] = sum / counts[row][column];
        });
  }

  private void averageGrad(int[][] counts, Operands o) {
    each(
        (plane, at, row, column) -> {
          for (int r : rows[row]) {
            for (int c : columns[column]) {
              o.out(0)[plane + r * x.dim(3) + c] += o.in(0)[at] / counts[row][column];
            }
          }
        });
  }

  /** How many pixels each output pixel is the mean of. */
  private int[][] counts() {
    int[][] counts = new int[rows.length][columns.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        counts[row][column] = rows[row].length * columns[column].length;
      }
    }
    return counts;
  }

  /** An output pixel, {@code at} in its array, whose input plane starts at {@code plane}. */
  private interface Pixel {
    void visit(int plane, int at, int row, int column);
  }

  private void each(Pixel body) {
    int at = 0;
    for (int plane = 0; plane < y.dim(0) * y.dim(1); plane++) {
      for (int row = 0; row < y.dim(2); row++) {
        for (int column = 0; column < y.dim(3); column++) {
          body.visit(plane * x.dim(2) * x.dim(3), at++, row, column);
        }
      }
    }
  }

  private static PoolLoops windows(Window w, Shape x, Shape y) {
    Axis vertical =
        new Axis(y.dim(2), w.kernel().h(), w.stride().h(), w.dilation().h(), w.padding().top());
    Axis horizontal =
        new Axis(y.dim(3), w.kernel().w(), w.stride().w(), w.dilation().w(), w.padding().left());
    return new PoolLoops(x, y, vertical.within(x.dim(2)), horizontal.within(x.dim(3)));
  }

  /** Divisors of an average: padding counts if asked for, what lies beyond the padding never. */
  private static int[][] counts(Pool.Average op, Shape x, Shape y) {
    PoolLoops windows = windows(op.pooling().window(), x, y);
    if (op.countPadding()) {
      Window.Padding p = op.pooling().window().padding();
      Window w = op.pooling().window().padding(Window.Padding.NONE);
      Shape padded =
          x.with(2, x.dim(2) + p.top() + p.bottom()).with(3, x.dim(3) + p.left() + p.right());
      windows = windows(w, padded, y);
    }
    return windows.counts();
  }

  private static PoolLoops cells(Shape x, Shape y) {
    return new PoolLoops(x, y, cells(x.dim(2), y.dim(2)), cells(x.dim(3), y.dim(3)));
  }

  /**
   * Cell {@code i} of {@code count} reaches from {@code ⌊i size / count⌋} to {@code ⌈(i + 1) size /
   * count⌉}.
   */
  private static int[][] cells(int size, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> IntStream.range(i * size / count, Math.ceilDiv((i + 1) * size, count)).toArray())
        .toArray(int[][]::new);
  }

  /** A window that slides along one axis. */
  private record Axis(int outputs, int kernel, int stride, int dilation, int padding) {
    /** For each output the places of its window that lie within {@code size}. */
    int[][] within(int size) {
      return IntStream.range(0, outputs)
          .mapToObj(
              i ->
                  IntStream.range(0, kernel)
                      .map(k -> i * stride - padding + k * dilation)
                      .filter(place -> 0 <= place && place < size)
                      .toArray())
          .toArray(int[][]::new);
    }
  }
}
