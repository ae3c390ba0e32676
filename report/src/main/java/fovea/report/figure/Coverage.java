package fovea.report.figure;

import java.util.List;

/**
 * Which share of each pixel lies within polygons: every edge adds the signed area to its right,
 * which is summed along rows. All polygons of one call turn the same way round, holes the other
 * way.
 */
final class Coverage {
  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final float[] sums;

  private Coverage(int left, int top, int width, int height) {
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.sums = new float[height == 0 ? 0 : (width + 2) * height];
  }

  /** Does something for each pixel that is covered. */
  interface Pixel {
    void cover(int x, int y, float share);
  }

  /**
   * Finds what polygons cover of a canvas.
   *
   * @param polygons x and y by turns, in pixels
   */
  static Coverage of(List<double[]> polygons, int canvasWidth, int canvasHeight) {
    double minX = canvasWidth;
    double minY = canvasHeight;
    double maxX = 0;
    double maxY = 0;
    for (double[] polygon : polygons) {
      for (int i = 0; i < polygon.length; i += 2) {
        minX = Math.min(minX, polygon[i]);
        maxX = Math.max(maxX, polygon[i]);
        minY = Math.min(minY, polygon[i + 1]);
        maxY = Math.max(maxY, polygon[i + 1]);
      }
    }
    int left = (int) Math.floor(Math.max(0, minX));
    int top = (int) Math.floor(Math.max(0, minY));
    int width = (int) Math.ceil(Math.min(canvasWidth, maxX)) - left;
    int height = (int) Math.ceil(Math.min(canvasHeight, maxY)) - top;
    boolean empty = width <= 0 || height <= 0;
    var coverage = new Coverage(left, top, empty ? 0 : width, empty ? 0 : height);
    if (!empty) {
      polygons.forEach(coverage::add);
    }
    return coverage;
  }

  /**
   * Finds what polygons cover of a canvas, each on its own: what several cover is covered as by the
   * one that covers most. So pieces of a line that overlap are one line.
   */
  static void forEachOfUnion(List<double[]> polygons, int width, int height, Pixel pixel) {
    Coverage all = of(polygons, width, height);
    float[] most = new float[all.width * all.height];
    for (double[] polygon : polygons) {
      of(List.of(polygon), width, height)
          .forEach(
              (x, y, share) -> {
                int at = (y - all.top) * all.width + x - all.left;
                most[at] = Math.max(most[at], share);
              });
    }
    for (int i = 0; i < most.length; i++) {
      if (most[i] > 0) {
        pixel.cover(all.left + i % all.width, all.top + i / all.width, most[i]);
      }
    }
  }

  /** Visits the pixels that are covered, if only in part. */
  void forEach(Pixel pixel) {
    for (int y = 0; y < height; y++) {
      float sum = 0;
      for (int x = 0; x < width; x++) {
        sum += sums[y * (width + 2) + x];
        float share = Math.min(1, Math.abs(sum));
        if (share > 0.002f) {
          pixel.cover(left + x, top + y, share);
        }
      }
    }
  }

  private void add(double[] polygon) {
    int n = polygon.length;
    for (int i = 0; i < n; i += 2) {
      int next = (i + 2) % n;
      edge(polygon[i] - left, polygon[i + 1] - top, polygon[next] - left, polygon[next + 1] - top);
    }
  }

  private void edge(double x0, double y0, double x1, double y1) {
    if (y0 == y1) {
      return;
    }
    double sign = y0 < y1 ? 1 : -1;
    double upperX = y0 < y1 ? x0 : x1;
    double upperY = Math.min(y0, y1);
    double lowerY = Math.max(y0, y1);
    double slope = (x1 - x0) / (y1 - y0);
    int last = (int) Math.min(height, Math.ceil(lowerY));
    for (int row = (int) Math.max(0, Math.floor(upperY)); row < last; row++) {
      double from = Math.max(row, upperY);
      double to = Math.min(row + 1, lowerY);
      if (to > from) {
        double x = Math.clamp(upperX + (from - upperY) * slope, 0, width);
        double next = Math.clamp(upperX + (to - upperY) * slope, 0, width);
        piece(row, Math.min(x, next), Math.max(x, next), (to - from) * sign);
      }
    }
  }

  /** A piece of an edge within a row, from one x to another, and its signed height. */
  private void piece(int row, double fromX, double toX, double height) {
    int first = (int) Math.floor(fromX);
    int end = (int) Math.ceil(toX);
    int at = row * (width + 2) + first;
    if (end <= first + 1) {
      double right = (fromX + toX) / 2 - first;
      sums[at] += (float) (height * (1 - right));
      sums[at + 1] += (float) (height * right);
      return;
    }
    double before = 0;
    for (int x = first; x < end; x++, at++) {
      double a = Math.max(fromX, x);
      double b = Math.min(toX, x + 1);
      double passed = (a - fromX) / (toX - fromX);
      double within = (b - a) / (toX - fromX);
      double covered = passed + within * (x + 1 - (a + b) / 2);
      sums[at] += (float) (height * (covered - before));
      before = covered;
    }
    sums[at] += (float) (height * (1 - before));
  }
}
