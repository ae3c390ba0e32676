package fovea.explain.maximize;

/**
 * What a network sees of a picture: a window of the size of its input, moved, scaled and turned.
 *
 * @param row of the picture that is in the middle of the window, from 0, at the middle of pixels
 * @param column of the picture that is in the middle
 * @param zoom pixels of the picture for one of the window
 * @param angle by which the window is turned, in radians
 */
public record View(double row, double column, double zoom, double angle) {
  /** Numbers of a view. */
  static final int NUMBERS = 4;

  /** The numbers, as {@link ViewSampling} takes them. */
  double[] numbers() {
    return new double[] {row, column, zoom, angle};
  }
}
