package fovea.data.warp;

import fovea.data.augment.CounterRandom;

/**
 * A smooth random displacement of the unit square (after Simard et al. 2003): random vectors on a
 * coarse grid, blended by cubic B-splines. Made once and drawn often.
 */
public final class SplineField {

  /** Knots that a cubic B-spline blends at each place. */
  private static final int REACH = 4;

  private final int columns;
  private final int rows;
  private final double[] dx;
  private final double[] dy;
  private final double[] across = new double[REACH];
  private final double[] down = new double[REACH];

  /** A field of so many cells, to the right and downwards; 0 everywhere at first. */
  public SplineField(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.dx = new double[knots(columns) * knots(rows)];
    this.dy = new double[dx.length];
  }

  /** A margin, so that every cell has all of its knots. */
  private static int knots(int cells) {
    return cells + REACH - 1;
  }

  /** Draws a new field, whose knots move by less than {@code strength}. */
  public void draw(CounterRandom random, double strength) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = strength * random.uniform(-1, 1);
      dy[i] = strength * random.uniform(-1, 1);
    }
  }

  /** Moves the first {@code count} points, which lie in or near the unit square. */
  public void move(double[] x, double[] y, int count) {
    int stride = knots(columns);
    for (int i = 0; i < count; i++) {
      int column = weights(x[i], columns, across, 0);
      int row = weights(y[i], rows, down, 0);
      double moveX = 0;
      double moveY = 0;
      for (int r = 0; r < REACH; r++) {
        for (int c = 0; c < REACH; c++) {
          double weight = down[r] * across[c];
          int knot = (row + r) * stride + column + c;
          moveX += weight * dx[knot];
          moveY += weight * dy[knot];
        }
      }
      x[i] += moveX;
      y[i] += moveY;
    }
  }

  /**
   * The displacement of a picture that fills the unit square, in pixels; until the next {@link
   * #draw}.
   */
  public Warp over(int width, int height) {
    return new OverPicture(this, width, height);
  }

  /**
   * The four B-spline weights at a coordinate.
   *
   * @param to receives them from {@code offset} on
   * @return the first knot that they belong to
   */
  private static int weights(double coordinate, int cells, double[] to, int offset) {
    double scaled = Math.clamp(coordinate, 0, 1) * cells;
    int cell = Math.min((int) scaled, cells - 1);
    double t = scaled - cell;
    double u = 1 - t;
    to[offset] = u * u * u / 6;
    to[offset + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    to[offset + 2] = (3 * u * u * u - 6 * u * u + 4) / 6;
    to[offset + 3] = t * t * t / 6;
    return cell;
  }

  /** A field, evaluated row by row: first the knots of a row are blended, then those of a pixel. */
  private static final class OverPicture implements Warp {
    private final SplineField field;
    private final int height;
    private final int[] cells;
    private final double[] weights;
    private final double[] rowX;
    private final double[] rowY;

    OverPicture(SplineField field, int width, int height) {
      this.field = field;
      this.height = height;
      this.cells = new int[width];
      this.weights = new double[REACH * width];
      this.rowX = new double[knots(field.columns)];
      this.rowY = new double[rowX.length];
      for (int i = 0; i < width; i++) {
        cells[i] = weights((i + 0.5) / width, field.columns, weights, REACH * i);
      }
    }

    @Override
    public void row(int row, double[] x, double[] y) {
      blend(SplineField.weights((row + 0.5) / height, field.rows, field.down, 0));
      for (int i = 0, weight = 0; i < x.length; i++, weight += REACH) {
        int cell = cells[i];
        double first = weights[weight];
        double second = weights[weight + 1];
        double third = weights[weight + 2];
        double fourth = weights[weight + 3];
        x[i] =
            i
                + first * rowX[cell]
                + second * rowX[cell + 1]
                + third * rowX[cell + 2]
                + fourth * rowX[cell + 3];
        y[i] =
            row
                + first * rowY[cell]
                + second * rowY[cell + 1]
                + third * rowY[cell + 2]
                + fourth * rowY[cell + 3];
      }
    }

    private void blend(int row) {
      int stride = rowX.length;
      double[] down = field.down;
      for (int knot = 0, at = row * stride; knot < stride; knot++, at++) {
        rowX[knot] =
            down[0] * field.dx[at]
                + down[1] * field.dx[at + stride]
                + down[2] * field.dx[at + 2 * stride]
                + down[3] * field.dx[at + 3 * stride];
        rowY[knot] =
            down[0] * field.dy[at]
                + down[1] * field.dy[at + stride]
                + down[2] * field.dy[at + 2 * stride]
                + down[3] * field.dy[at + 3 * stride];
      }
    }
  }
}
