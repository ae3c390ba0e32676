package fovea.report.figure;

/**
 * A rectangle of a figure.
 *
 * @param x of the left edge
 * @param y of the upper edge
 */
public record Area(double x, double y, double width, double height) {

  /** The right edge. */
  public double right() {
    return x + width;
  }

  /** The lower edge. */
  public double bottom() {
    return y + height;
  }

  /** The middle, from left to right. */
  public double middle() {
    return x + width / 2;
  }

  /** The middle, from top to bottom. */
  public double center() {
    return y + height / 2;
  }

  /** Whether both have something in common; rectangles that touch have not. */
  public boolean overlaps(Area other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
}
