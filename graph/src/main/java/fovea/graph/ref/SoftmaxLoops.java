package fovea.graph.ref;

import fovea.graph.op.Distribution;
import fovea.graph.type.Shape;

/** Softmax and its kin, one line of numbers along the axis after another. */
final class SoftmaxLoops {
  private SoftmaxLoops() {}

  static void run(Distribution op, Operands o) {
    Shape shape = o.outShape(0);
    int axis = shape.axis(op.axis());
    int size = shape.dim(axis);
    int step = (int) shape.strides()[axis];
    for (int start : ElementOffsets.of(shape.with(axis, Math.min(size, 1)), shape.strides(), 0)) {
      Run in = new Run(o.in(0), start, step);
      Run out = new Run(o.out(0), start, step);
      switch (op) {
        case Distribution.Softmax _ -> softmax(in, out, size);
        case Distribution.LogSoftmax _ -> logSoftmax(in, out, size);
        case Distribution.SoftmaxGrad _ ->
            softmaxGrad(in, new Run(o.in(1), start, step), out, size);
        case Distribution.LogSoftmaxGrad _ ->
            logSoftmaxGrad(in, new Run(o.in(1), start, step), out, size);
      }
    }
  }

  /** {@code log Σ exp(x)}; the largest is taken out first, so that no exponential overflows. */
  static double logSumExp(Run x, int size) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, x.at(i));
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.exp(x.at(i) - largest);
    }
    return largest + Math.log(sum);
  }

  private static void softmax(Run x, Run y, int size) {
    double log = logSumExp(x, size);
    for (int i = 0; i < size; i++) {
      y.set(i, Math.exp(x.at(i) - log));
    }
  }

  private static void logSoftmax(Run x, Run y, int size) {
    double log = logSumExp(x, size);
    for (int i = 0; i < size; i++) {
      y.set(i, x.at(i) - log);
    }
  }

  private static void softmaxGrad(Run y, Run dy, Run dx, int size) {
    double sum = y.dot(dy, size);
    for (int i = 0; i < size; i++) {
      dx.set(i, y.at(i) * (dy.at(i) - sum));
    }
  }

  private static void logSoftmaxGrad(Run y, Run dy, Run dx, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += dy.at(i);
    }
    for (int i = 0; i < size; i++) {
      dx.set(i, dy.at(i) - Math.exp(y.at(i)) * sum);
    }
  }
}
