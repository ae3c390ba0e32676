package fovea.data.warp;

/** A projective map of the plane: what keeps straight lines straight. */
public final class Homography implements Warp {

  private final double[] x;
  private final double[] y;
  private final double[] scale;

  private Homography(double[] x, double[] y, double[] scale) {
    this.x = x;
    this.y = y;
    this.scale = scale;
  }

  /**
   * The map that moves the corners of a rectangle, whose upper left one is that of the picture
   * (Heckbert 1989).
   *
   * @param width of the rectangle in pixels
   * @param height of the rectangle
   * @param corners where they come to lie, {@code x} and {@code y} of each: upper left, upper
   *     right, lower right, lower left; a convex quadrangle
   */
  public static Homography ofCorners(double width, double height, double... corners) {
    double dx1 = corners[2] - corners[4];
    double dx2 = corners[6] - corners[4];
    double dy1 = corners[3] - corners[5];
    double dy2 = corners[7] - corners[5];
    double sumX = corners[0] - corners[2] + corners[4] - corners[6];
    double sumY = corners[1] - corners[3] + corners[5] - corners[7];
    double area = dx1 * dy2 - dx2 * dy1;
    double g = (sumX * dy2 - dx2 * sumY) / area;
    double h = (dx1 * sumY - sumX * dy1) / area;
    double a = corners[2] - corners[0] + g * corners[2];
    double b = corners[6] - corners[0] + h * corners[6];
    double c = corners[0];
    double d = corners[3] - corners[1] + g * corners[3];
    double e = corners[7] - corners[1] + h * corners[7];
    double f = corners[1];
    // The adjugate: the way back, up to a factor that cancels.
    return new Homography(
        new double[] {width * (e - f * h), width * (c * h - b), width * (b * f - c * e)},
        new double[] {height * (f * g - d), height * (a - c * g), height * (c * d - a * f)},
        new double[] {d * h - e * g, b * g - a * h, a * e - b * d});
  }

  @Override
  public void row(int row, float[] x, float[] y) {
    double middle = row + 0.5;
    float fromX = (float) (this.x[1] * middle + this.x[2]);
    float fromY = (float) (this.y[1] * middle + this.y[2]);
    float fromScale = (float) (scale[1] * middle + scale[2]);
    float stepX = (float) this.x[0];
    float stepY = (float) this.y[0];
    float stepScale = (float) scale[0];
    for (int i = 0; i < x.length; i++) {
      float column = i + 0.5f;
      float factor = 1 / (stepScale * column + fromScale);
      // What lies beyond the horizon is nowhere.
      float seen = factor > 0 ? factor : Float.NaN;
      x[i] = (stepX * column + fromX) * seen - 0.5f;
      y[i] = (stepY * column + fromY) * seen - 0.5f;
    }
  }
}
