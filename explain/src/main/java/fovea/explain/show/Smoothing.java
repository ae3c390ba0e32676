package fovea.explain.show;

import fovea.explain.attribution.Heatmap;

/** Maps whose values are means of those around them. */
final class Smoothing {

  /** Three means after each other are nearly a Gaussian. */
  private static final int TIMES = 3;

  private Smoothing() {}

  /** Each value three times the mean of those at most {@code radius} places away. */
  static Heatmap of(Heatmap map, int radius) {
    float[] values = map.values();
    int width = map.width();
    int height = map.height();
    for (int i = 0; i < TIMES; i++) {
      for (int row = 0; row < height; row++) {
        mean(values, row * width, 1, width, radius);
      }
      for (int column = 0; column < width; column++) {
        mean(values, column, width, height, radius);
      }
    }
    return new Heatmap(height, width, values);
  }

  /** Along one line of so many values; at its ends, those that there are. */
  private static void mean(float[] values, int from, int step, int count, int radius) {
    double[] sums = new double[count + 1];
    for (int i = 0; i < count; i++) {
      sums[i + 1] = sums[i] + values[from + i * step];
    }
    for (int i = 0; i < count; i++) {
      int first = Math.max(0, i - radius);
      int end = Math.min(count, i + radius + 1);
      values[from + i * step] = (float) ((sums[end] - sums[first]) / (end - first));
    }
  }
}
