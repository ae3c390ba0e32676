package fovea.train.schedule;

/** Half a cosine wave. */
final class Wave {
  private Wave() {}

  /** From one number to another, of which {@code way}, from 0 to 1, is done. */
  static double between(double from, double to, double way) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * way));
  }
}
