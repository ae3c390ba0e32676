package fovea.data.digits;

import java.util.Arrays;

/** A gray picture on which anti-aliased strokes are drawn; 0 is paper, 1 is ink. */
final class Canvas {

  final int size;
  final float[] ink;

  Canvas(int size) {
    this.size = size;
    this.ink = new float[size * size];
  }

  void clear() {
    Arrays.fill(ink, 0);
  }

  /** Draws the trace; its edges fade over {@code softness} pixels. */
  void draw(PenTrace trace, double softness) {
    for (int i = 1; i < trace.length; i++) {
      if (trace.joined(i)) {
        segment(trace, i - 1, i, softness);
      }
    }
  }

  private void segment(PenTrace trace, int from, int to, double softness) {
    double ax = trace.x[from];
    double ay = trace.y[from];
    double dx = trace.x[to] - ax;
    double dy = trace.y[to] - ay;
    double inverse = 1 / Math.max(dx * dx + dy * dy, 1e-12);
    double r0 = trace.radius[from];
    double dr = trace.radius[to] - r0;
    double reach = Math.max(r0, r0 + dr) + softness / 2;
    int left = Math.max(0, (int) (Math.min(ax, ax + dx) - reach));
    int right = Math.min(size - 1, (int) (Math.max(ax, ax + dx) + reach));
    int top = Math.max(0, (int) (Math.min(ay, ay + dy) - reach));
    int bottom = Math.min(size - 1, (int) (Math.max(ay, ay + dy) + reach));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - ax;
        double py = row + 0.5 - ay;
        double t = Math.clamp((px * dx + py * dy) * inverse, 0, 1);
        double ex = px - t * dx;
        double ey = py - t * dy;
        double inside = r0 + t * dr - Math.sqrt(ex * ex + ey * ey);
        float cover = (float) Math.clamp(0.5 + inside / softness, 0, 1);
        int pixel = row * size + column;
        ink[pixel] = Math.max(ink[pixel], cover);
      }
    }
  }
}
