package fovea.graph.ref;

import fovea.graph.op.Upsample;
import fovea.graph.type.Shape;

/** Bilinear resampling: each output pixel mixes four input pixels. */
final class UpsampleLoops {
  private UpsampleLoops() {}

  static void run(Upsample op, Operands o) {
    switch (op) {
      case Upsample.Bilinear(int _, int _, boolean align) ->
          each(
              o.inShape(0),
              o.outShape(0),
              align,
              (x, y, weight) -> o.out(0)[y] += weight * o.in(0)[x]);
      case Upsample.BilinearGrad(Upsample.Bilinear(int _, int _, boolean align), Shape _) ->
          each(
              o.outShape(0),
              o.inShape(0),
              align,
              (x, y, weight) -> o.out(0)[x] += weight * o.in(0)[y]);
    }
  }

  /** Input pixel {@code x} counts with {@code weight} for output pixel {@code y}. */
  private interface Share {
    void of(int x, int y, double weight);
  }

  private static void each(Shape x, Shape y, boolean align, Share share) {
    Mix[] rows = Mix.along(x.dim(2), y.dim(2), align);
    Mix[] columns = Mix.along(x.dim(3), y.dim(3), align);
    int at = 0;
    for (int plane = 0; plane < y.dim(0) * y.dim(1); plane++) {
      for (Mix row : rows) {
        int upper = (plane * x.dim(2) + row.first) * x.dim(3);
        int lower = (plane * x.dim(2) + row.second) * x.dim(3);
        for (Mix column : columns) {
          share.of(upper + column.first, at, (1 - row.weight) * (1 - column.weight));
          share.of(upper + column.second, at, (1 - row.weight) * column.weight);
          share.of(lower + column.first, at, row.weight * (1 - column.weight));
          share.of(lower + column.second, at, row.weight * column.weight);
          at++;
        }
      }
    }
  }

  /** Two neighbors along an axis, and the share of the second. */
  private record Mix(int first, int second, double weight) {
    static Mix[] along(int from, int to, boolean align) {
      Mix[] mixes = new Mix[to];
      for (int i = 0; i < to; i++) {
        double place = align ? aligned(i, from, to) : centered(i, from, to);
        int first = (int) place;
        mixes[i] = new Mix(first, Math.min(first + 1, from - 1), place - first);
      }
      return mixes;
    }

    /** The corner pixels' centers fall on each other. */
    private static double aligned(int i, int from, int to) {
      return to == 1 ? 0 : (double) i * (from - 1) / (to - 1);
    }

    /**
     * The corners of the corner pixels fall on each other; what lies before the first is the first.
     */
    private static double centered(int i, int from, int to) {
      return Math.max(0, (i + 0.5) * from / to - 0.5);
    }
  }
}
