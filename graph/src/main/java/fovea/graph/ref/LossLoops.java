package fovea.graph.ref;

import fovea.graph.op.Loss;
import fovea.graph.type.FoveaException;

/** Losses over rows of logits. */
final class LossLoops {
  private LossLoops() {}

  static void run(Loss op, Operands o) {
    switch (op) {
      case Loss.CrossEntropy(double smoothing) -> crossEntropy(smoothing, o);
      case Loss.CrossEntropyGrad(double smoothing) -> crossEntropyGrad(smoothing, o);
    }
  }

  /** Mean over the rows of {@code -Σ target * log softmax}. */
  private static void crossEntropy(double smoothing, Operands o) {
    int rows = o.inShape(0).dim(0);
    int classes = o.inShape(0).dim(1);
    for (int n = 0; n < rows; n++) {
      Run logits = new Run(o.in(0), n * classes, 1);
      int label = label(o, n);
      double log = SoftmaxLoops.logSumExp(logits, classes);
      for (int c = 0; c < classes; c++) {
        double target = target(c == label, smoothing, classes);
        // An impossible class costs nothing where it is no target: 0 * infinity would be NaN.
        o.out(0)[0] += target == 0 ? 0 : target * (log - logits.at(c)) / rows;
      }
    }
  }

  private static void crossEntropyGrad(double smoothing, Operands o) {
    int rows = o.inShape(0).dim(0);
    int classes = o.inShape(0).dim(1);
    for (int n = 0; n < rows; n++) {
      Run logits = new Run(o.in(0), n * classes, 1);
      int label = label(o, n);
      double log = SoftmaxLoops.logSumExp(logits, classes);
      for (int c = 0; c < classes; c++) {
        double target = target(c == label, smoothing, classes);
        o.out(0)[n * classes + c] = (Math.exp(logits.at(c) - log) - target) * o.in(2)[0] / rows;
      }
    }
  }

  /** A share {@code smoothing} of the target is spread over all classes. */
  private static double target(boolean labelled, double smoothing, int classes) {
    return (labelled ? 1 - smoothing : 0) + smoothing / classes;
  }

  private static int label(Operands o, int row) {
    int label = (int) o.in(1)[row];
    int classes = o.inShape(0).dim(1);
    if (label < 0 || label >= classes) {
      throw FoveaException.here(
          "crossEntropy: label " + label + " in row " + row + ", with " + classes + " classes",
          "use labels from 0 to " + (classes - 1));
    }
    return label;
  }
}
