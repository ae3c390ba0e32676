package fovea.data.digits;

import java.util.Arrays;

/** The way of the pen as a polyline with a width at each vertex; grows as needed and is reused. */
final class PenTrace {

  /** Straight pieces between two points of a stroke. */
  private static final int STEPS = 6;

  double[] x = new double[128];
  double[] y = new double[128];
  double[] radius = new double[128];
  int length;

  /** Whether a stroke begins here: nothing is drawn from the vertex before. */
  private boolean[] begins = new boolean[128];

  void clear() {
    length = 0;
  }

  /** Whether a piece is drawn from the vertex before this one. */
  boolean joined(int vertex) {
    return !begins[vertex];
  }

  /** Appends a smooth curve through {@code points}, {@code [x0, y0, x1, y1, …]}. */
  void stroke(double[] points, boolean[] corner) {
    int last = corner.length - 1;
    add(points[0], points[1], true);
    for (int i = 0; i < last; i++) {
      // At ends and corners the missing neighbor is the point itself: the curve leaves straight.
      int before = i == 0 || corner[i] ? i : i - 1;
      int after = i + 1 == last || corner[i + 1] ? i + 1 : i + 2;
      for (int step = 1; step <= STEPS; step++) {
        double t = (double) step / STEPS;
        add(
            catmullRom(t, points, 2 * before, 2 * i, 2 * i + 2, 2 * after),
            catmullRom(t, points, 2 * before + 1, 2 * i + 1, 2 * i + 3, 2 * after + 1),
            false);
      }
    }
  }

  /** Maps every vertex {@code (x, y)} to {@code (a x + b y, c x + d y)}. */
  void transform(double a, double b, double c, double d) {
    for (int i = 0; i < length; i++) {
      double oldX = x[i];
      x[i] = a * oldX + b * y[i];
      y[i] = c * oldX + d * y[i];
    }
  }

  /** Maps every vertex to {@code (scale x + dx, scale y + dy)}. */
  void scaleAndMove(double scale, double dx, double dy) {
    for (int i = 0; i < length; i++) {
      x[i] = scale * x[i] + dx;
      y[i] = scale * y[i] + dy;
    }
  }

  /** The longer side of the box around all vertices. */
  double extent() {
    return Math.max(range(x), range(y));
  }

  /** Where the ink has its center of mass along one axis: {@link #x} or {@link #y}. */
  double center(double[] axis) {
    double moment = 0;
    double mass = 0;
    for (int i = 1; i < length; i++) {
      if (joined(i)) {
        double dx = x[i] - x[i - 1];
        double dy = y[i] - y[i - 1];
        double ink = Math.sqrt(dx * dx + dy * dy) * radius[i];
        moment += ink * (axis[i] + axis[i - 1]) / 2;
        mass += ink;
      }
    }
    return moment / mass;
  }

  private double range(double[] axis) {
    double low = axis[0];
    double high = axis[0];
    for (int i = 1; i < length; i++) {
      low = Math.min(low, axis[i]);
      high = Math.max(high, axis[i]);
    }
    return high - low;
  }

  private static double catmullRom(double t, double[] p, int a, int b, int c, int d) {
    double m0 = 0.5 * (p[c] - p[a]);
    double m1 = 0.5 * (p[d] - p[b]);
    double chord = p[c] - p[b];
    return p[b] + t * (m0 + t * (3 * chord - 2 * m0 - m1 + t * (m0 + m1 - 2 * chord)));
  }

  private void add(double px, double py, boolean begin) {
    if (length == x.length) {
      x = Arrays.copyOf(x, 2 * length);
      y = Arrays.copyOf(y, 2 * length);
      radius = Arrays.copyOf(radius, 2 * length);
      begins = Arrays.copyOf(begins, 2 * length);
    }
    x[length] = px;
    y[length] = py;
    begins[length++] = begin;
  }
}
