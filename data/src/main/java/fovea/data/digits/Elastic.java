package fovea.data.digits;

import fovea.data.augment.CounterRandom;

/**
 * A smooth random displacement of the unit square (after Simard et al. 2003): random vectors on a
 * coarse grid, blended by cubic B-splines.
 */
final class Elastic {

  /** Knots a side: three cells over the square, and the spline's margin. */
  private static final int KNOTS = 6;

  private static final int CELLS = KNOTS - 3;

  private final double[] dx = new double[KNOTS * KNOTS];
  private final double[] dy = new double[KNOTS * KNOTS];
  private final double[] across = new double[4];
  private final double[] down = new double[4];

  /** Draws a new field, whose knots move by less than {@code strength}. */
  void draw(CounterRandom random, double strength) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = strength * random.uniform(-1, 1);
      dy[i] = strength * random.uniform(-1, 1);
    }
  }

  /** Moves all points of the trace, which lies in or near the unit square. */
  void apply(PenTrace trace) {
    for (int i = 0; i < trace.length; i++) {
      int column = weights(trace.x[i], across);
      int row = weights(trace.y[i], down);
      double moveX = 0;
      double moveY = 0;
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 4; c++) {
          double weight = down[r] * across[c];
          int knot = (row + r) * KNOTS + column + c;
          moveX += weight * dx[knot];
          moveY += weight * dy[knot];
        }
      }
      trace.x[i] += moveX;
      trace.y[i] += moveY;
    }
  }

  /** The four B-spline weights at a coordinate, and the first knot they belong to. */
  private static int weights(double coordinate, double[] weights) {
    double scaled = Math.clamp(coordinate, 0, 1) * CELLS;
    int cell = Math.min((int) scaled, CELLS - 1);
    double t = scaled - cell;
    double u = 1 - t;
    weights[0] = u * u * u / 6;
    weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weights[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
    weights[3] = t * t * t / 6;
    return cell;
  }
}
