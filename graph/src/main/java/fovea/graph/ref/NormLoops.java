package fovea.graph.ref;

import fovea.graph.op.Norm;

/** Normalizations over {@code [n, c]} or {@code [n, c, h, w]}. */
final class NormLoops {
  private final Operands o;
  private final int channels;
  private final int plane;
  private final int count;

  private NormLoops(Operands o) {
    this.o = o;
    this.channels = o.inShape(0).dim(1);
    this.plane = o.inShape(0).rank() == 2 ? 1 : o.inShape(0).dim(2) * o.inShape(0).dim(3);
    this.count = o.inShape(0).dim(0) * plane;
  }

  static void run(Norm op, Operands o) {
    NormLoops loops = new NormLoops(o);
    switch (op) {
      case Norm.BatchNorm(double epsilon) -> loops.batchNorm(epsilon);
      case Norm.BatchNormGrad(double epsilon) -> loops.batchNormGrad(epsilon);
      case Norm.BatchNormInference(double epsilon) -> loops.inference(epsilon);
      case Norm.LocalResponse local -> loops.localResponse(local);
      case Norm.LocalResponseGrad(var local) -> loops.localResponseGrad(local);
    }
  }

  /** Inputs x, gamma, beta; results y, mean, biased variance. */
  private void batchNorm(double epsilon) {
    double[] x = o.in(0);
    double[] mean = o.out(1);
    double[] variance = o.out(2);
    for (int i = 0; i < x.length; i++) {
      mean[channel(i)] += x[i] / count;
    }
    for (int i = 0; i < x.length; i++) {
      double distance = x[i] - mean[channel(i)];
      variance[channel(i)] += distance * distance / count;
    }
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      double normal = (x[i] - mean[c]) / Math.sqrt(variance[c] + epsilon);
      o.out(0)[i] = normal * o.in(1)[c] + o.in(2)[c];
    }
  }

  /** Inputs x, mean, variance, gamma, dy; results dx, dgamma, dbeta. */
  private void batchNormGrad(double epsilon) {
    double[] dy = o.in(4);
    double[] dgamma = o.out(1);
    double[] dbeta = o.out(2);
    for (int i = 0; i < dy.length; i++) {
      dgamma[channel(i)] += dy[i] * normal(i, epsilon);
      dbeta[channel(i)] += dy[i];
    }
    for (int i = 0; i < dy.length; i++) {
      int c = channel(i);
      double scale = o.in(3)[c] / Math.sqrt(o.in(2)[c] + epsilon);
      o.out(0)[i] = scale * (dy[i] - dbeta[c] / count - normal(i, epsilon) * dgamma[c] / count);
    }
  }

  /** Element {@code i} of x, normalized by the statistics in inputs 1 and 2. */
  private double normal(int i, double epsilon) {
    int c = channel(i);
    return (o.in(0)[i] - o.in(1)[c]) / Math.sqrt(o.in(2)[c] + epsilon);
  }

  /** Inputs x, gamma, beta, mean, variance. */
  private void inference(double epsilon) {
    for (int i = 0; i < o.in(0).length; i++) {
      int c = channel(i);
      double normal = (o.in(0)[i] - o.in(3)[c]) / Math.sqrt(o.in(4)[c] + epsilon);
      o.out(0)[i] = normal * o.in(1)[c] + o.in(2)[c];
    }
  }

  private void localResponse(Norm.LocalResponse op) {
    double[] x = o.in(0);
    for (int i = 0; i < x.length; i++) {
      o.out(0)[i] = x[i] * Math.pow(base(op, i), -op.beta());
    }
  }

  /**
   * Each {@code y[j]} depends on {@code x[i]} of its window: by itself and by the sum of squares.
   */
  private void localResponseGrad(Norm.LocalResponse op) {
    double[] x = o.in(0);
    double[] dy = o.in(1);
    double[] dx = o.out(0);
    for (int j = 0; j < x.length; j++) {
      double base = base(op, j);
      double power = Math.pow(base, -op.beta());
      dx[j] += dy[j] * power;
      double perSquare = -op.beta() * dy[j] * x[j] * power / base * op.alpha() / op.size();
      for (int c = first(op, j); c <= last(op, j); c++) {
        int i = j + (c - channel(j)) * plane;
        dx[i] += perSquare * 2 * x[i];
      }
    }
  }

  /** {@code k + alpha / size * sum of squares} around element {@code i}. */
  private double base(Norm.LocalResponse op, int i) {
    double sum = 0;
    for (int c = first(op, i); c <= last(op, i); c++) {
      double value = o.in(0)[i + (c - channel(i)) * plane];
      sum += value * value;
    }
    return op.k() + op.alpha() / op.size() * sum;
  }

  /** First channel of the window around element {@code i}; an even size reaches further back. */
  private int first(Norm.LocalResponse op, int i) {
    return Math.max(0, channel(i) - op.size() / 2);
  }

  private int last(Norm.LocalResponse op, int i) {
    return Math.min(channels - 1, channel(i) + (op.size() - 1) / 2);
  }

  private int channel(int i) {
    return i / plane % channels;
  }

  /** Inputs weight, gamma, variance. */
  static void foldWeight(double epsilon, Operands o) {
    double[] weight = o.in(0);
    int filter = weight.length / o.inShape(0).dim(0);
    for (int i = 0; i < weight.length; i++) {
      int k = i / filter;
      o.out(0)[i] = weight[i] * o.in(1)[k] / Math.sqrt(o.in(2)[k] + epsilon);
    }
  }

  /** Inputs gamma, beta, mean, variance and, if there is one, the old bias. */
  static void foldBias(double epsilon, boolean bias, Operands o) {
    for (int k = 0; k < o.out(0).length; k++) {
      double old = bias ? o.in(4)[k] : 0;
      double scale = o.in(0)[k] / Math.sqrt(o.in(3)[k] + epsilon);
      o.out(0)[k] = (old - o.in(2)[k]) * scale + o.in(1)[k];
    }
  }
}
