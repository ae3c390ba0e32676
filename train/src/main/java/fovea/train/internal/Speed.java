package fovea.train.internal;

/** How fast steps are. The first one is left out, since its plan is still being made. */
public final class Speed {
  private long images;
  private long steps;
  private double seconds;
  private boolean warm;

  /** Adds a step. */
  public void add(int pictures, double duration) {
    if (warm) {
      images += pictures;
      steps++;
      seconds += duration;
    }
    warm = true;
  }

  /** Pictures per second; 0 as long as nothing is known. */
  public double imagesPerSecond() {
    return seconds > 0 ? images / seconds : 0;
  }

  /** How long {@code more} steps will take. */
  public double seconds(long more) {
    return steps > 0 ? seconds / steps * more : 0;
  }
}
