package fovea.data.warp;

import fovea.data.augment.CounterRandom;
import java.util.Arrays;

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
      int column = weights(x[i], columns, across);
      int row = weights(y[i], rows, down);
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
   * @param to receives them
   * @return the first knot that they belong to
   */
  private static int weights(double coordinate, int cells, double[] to) {
    double scaled = Math.clamp(coordinate, 0, 1) * cells;
    int cell = Math.min((int) scaled, cells - 1);
    double t = scaled - cell;
    double u = 1 - t;
    to[0] = u * u * u / 6;
    to[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    to[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
    to[3] = t * t * t / 6;
    return cell;
  }

  /** A field, evaluated row by row: first the knots of a row are blended, then those of a pixel. */
  private static final class OverPicture implements Warp {
    private final SplineField field;
    private final int height;

    /** First pixel of each cell, and the end of the last. */
    private final int[] starts;

    /** For each of the knots of a cell, the weights of all pixels. */
    private final float[][] weights;

    private final float[] rowX;
    private final float[] rowY;

    OverPicture(SplineField field, int width, int height) {
      this.field = field;
      this.height = height;
      this.starts = new int[field.columns + 1];
      this.weights = new float[REACH][width];
      this.rowX = new float[knots(field.columns)];
      this.rowY = new float[rowX.length];
      for (int i = 0; i < width; i++) {
        int cell = weights((i + 0.5) / width, field.columns, field.across);
        Arrays.fill(starts, cell + 1, starts.length, i + 1);
        for (int knot = 0; knot < REACH; knot++) {
          weights[knot][i] = (float) field.across[knot];
        }
      }
    }

    @Override
    public void row(int row, float[] x, float[] y) {
      blend(SplineField.weights((row + 0.5) / height, field.rows, field.down));
      for (int cell = 0; cell + 1 < starts.length; cell++) {
        displace(cell, row, x, y);
      }
    }

    private void displace(int cell, int row, float[] x, float[] y) {
      float[] first = weights[0];
      float[] second = weights[1];
      float[] third = weights[2];
      float[] fourth = weights[3];
      float x0 = rowX[cell];
      float x1 = rowX[cell + 1];
      float x2 = rowX[cell + 2];
      float x3 = rowX[cell + 3];
      float y0 = rowY[cell];
      float y1 = rowY[cell + 1];
      float y2 = rowY[cell + 2];
      float y3 = rowY[cell + 3];
      for (int i = starts[cell]; i < starts[cell + 1]; i++) {
        x[i] = i + (first[i] * x0 + second[i] * x1) + (third[i] * x2 + fourth[i] * x3);
        y[i] = row + (first[i] * y0 + second[i] * y1) + (third[i] * y2 + fourth[i] * y3);
      }
    }

    private void blend(int row) {
      blend(field.dx, row, rowX);
      blend(field.dy, row, rowY);
    }

    private void blend(double[] knots, int row, float[] to) {
      int stride = to.length;
      double[] down = field.down;
      for (int knot = 0, at = row * stride; knot < stride; knot++, at++) {
        to[knot] =
            (float)
                (down[0] * knots[at]
                    + down[1] * knots[at + stride]
                    + down[2] * knots[at + 2 * stride]
                    + down[3] * knots[at + 3 * stride]);
      }
    }
  }
}
