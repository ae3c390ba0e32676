package fovea.data.warp;

import fovea.data.pixels.PictureShape;

/**
 * An affine map of the plane: what keeps parallels parallel. Its origin is the upper left corner of
 * the picture, unless it is moved by {@link #about}.
 */
public final class Affine implements Warp {

  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;
  private final double x0;
  private final double y0;

  /** Point (x, y) of the result comes from (xx x + xy y + x0, yx x + yy y + y0). */
  private Affine(double[] linear, double x0, double y0) {
    this.xx = linear[0];
    this.xy = linear[1];
    this.yx = linear[2];
    this.yy = linear[3];
    this.x0 = x0;
    this.y0 = y0;
  }

  /** A turn, counter-clockwise. */
  public static Affine rotation(double degrees) {
    double angle = StrictMath.toRadians(degrees);
    double cos = rounded(StrictMath.cos(angle));
    double sin = rounded(StrictMath.sin(angle));
    return new Affine(new double[] {cos, -sin, sin, cos}, 0, 0);
  }

  /** A shift in pixels. */
  public static Affine translation(double right, double down) {
    return new Affine(new double[] {1, 0, 0, 1}, -right, -down);
  }

  /** An enlargement, or below 1 a reduction. */
  public static Affine scaling(double factor) {
    return new Affine(new double[] {1 / factor, 0, 0, 1 / factor}, 0, 0);
  }

  /**
   * A shear: verticals lean by one angle, then horizontals by another, both in degrees and with the
   * signs of torchvision.
   */
  public static Affine shear(double horizontal, double vertical) {
    double x = StrictMath.tan(StrictMath.toRadians(horizontal));
    double y = StrictMath.tan(StrictMath.toRadians(vertical));
    return new Affine(new double[] {1 + x * y, x, y, 1}, 0, 0);
  }

  /** First this, then another one. */
  public Affine then(Affine next) {
    return new Affine(
        new double[] {
          xx * next.xx + xy * next.yx,
          xx * next.xy + xy * next.yy,
          yx * next.xx + yy * next.yx,
          yx * next.xy + yy * next.yy
        },
        xx * next.x0 + xy * next.y0 + x0,
        yx * next.x0 + yy * next.y0 + y0);
  }

  /** The same with the center of a picture as its origin. */
  public Affine about(PictureShape shape) {
    double x = shape.width() / 2.0;
    double y = shape.height() / 2.0;
    return translation(-x, -y).then(this).then(translation(x, y));
  }

  @Override
  public void row(int row, float[] x, float[] y) {
    double middle = row + 0.5;
    float stepX = (float) xx;
    float stepY = (float) yx;
    float fromX = (float) (xx * 0.5 + xy * middle + x0 - 0.5);
    float fromY = (float) (yx * 0.5 + yy * middle + y0 - 0.5);
    for (int i = 0; i < x.length; i++) {
      x[i] = stepX * i + fromX;
      y[i] = stepY * i + fromY;
    }
  }

  /** So that quarter turns are exact. */
  private static double rounded(double value) {
    return Math.rint(value * 1e15) / 1e15;
  }
}
