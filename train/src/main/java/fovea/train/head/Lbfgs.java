package fovea.train.head;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes a smooth function by L-BFGS (Liu &amp; Nocedal 1989): steps that the last few changes
 * of the gradient have taught, each shortened until the function falls enough (Armijo).
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final int MOST_STEPS = 200;
  private static final int MOST_HALVINGS = 20;
  private static final double ENOUGH = 1e-4;

  /** What single precision lets a mean loss tell apart. */
  private static final double SMALLEST_GAIN = 1e-6;

  /** A gain so small twice in a row is the end. */
  private static final int PATIENCE = 2;

  private final Objective function;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  private Lbfgs(Objective function) {
    this.function = function;
  }

  /** A function and its gradient. */
  @FunctionalInterface
  interface Objective {
    /** The value at {@code x}; {@code gradient} is filled. */
    double at(double[] x, double[] gradient);
  }

  /** A step, how the gradient changed in it, and their product's inverse. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(double[] step, double[] change, double inverse) {}

  /** Where the function is least, as far as it leads down from {@code start}. */
  static double[] minimize(Objective function, double[] start) {
    return new Lbfgs(function).from(start);
  }

  private double[] from(double[] start) {
    double[] x = start.clone();
    double[] gradient = new double[x.length];
    double value = function.at(x, gradient);
    int small = 0;
    for (int step = 0; step < MOST_STEPS && small < PATIENCE; step++) {
      double[] direction = direction(gradient);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        return x;
      }
      double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double[] next = new double[x.length];
      double[] nextGradient = new double[x.length];
      double found = Double.NaN;
      int halvings = 0;
      for (; halvings < MOST_HALVINGS; halvings++) {
        for (int i = 0; i < x.length; i++) {
          next[i] = x[i] + length * direction[i];
        }
        found = function.at(next, nextGradient);
        if (found <= value + ENOUGH * length * slope) {
          break;
        }
        length /= 2;
      }
      if (halvings == MOST_HALVINGS) {
        return x;
      }
      remember(x, gradient, next, nextGradient);
      small = value - found < SMALLEST_GAIN * Math.max(1e-3, Math.abs(found)) ? small + 1 : 0;
      x = next;
      gradient = nextGradient;
      value = found;
    }
    return x;
  }

  private void remember(double[] x, double[] gradient, double[] next, double[] nextGradient) {
    double[] step = new double[x.length];
    double[] change = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      step[i] = next[i] - x[i];
      change[i] = nextGradient[i] - gradient[i];
    }
    double product = dot(step, change);
    if (product > 1e-10 * dot(change, change)) {
      pairs.addLast(new Pair(step, change, 1 / product));
      if (pairs.size() > MEMORY) {
        pairs.removeFirst();
      }
    }
  }

  /** The two loops of Nocedal 1980. */
  private double[] direction(double[] gradient) {
    double[] direction = new double[gradient.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    double[] shares = new double[pairs.size()];
    int at = pairs.size();
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      shares[--at] = pair.inverse() * dot(pair.step(), direction);
      add(direction, -shares[at], pair.change());
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      double scale = 1 / (last.inverse() * dot(last.change(), last.change()));
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    for (Pair pair : pairs) {
      double back = pair.inverse() * dot(pair.change(), direction);
      add(direction, shares[at++] - back, pair.step());
    }
    return direction;
  }

  private static void add(double[] to, double times, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * what[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
