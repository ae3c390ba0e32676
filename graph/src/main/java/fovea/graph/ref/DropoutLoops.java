package fovea.graph.ref;

import fovea.graph.op.Noise;

/** Dropout by a pure function of the random number and the index. */
final class DropoutLoops {
  private DropoutLoops() {}

  static void run(Noise.Dropout op, Operands o) {
    long random = (long) o.in(1)[0];
    double[] x = o.in(0);
    for (int i = 0; i < x.length; i++) {
      // Times zero, which leaves no number where there was none.
      o.out(0)[i] = op.keeps(random, i) ? x[i] / (1 - op.p()) : 0 * x[i];
    }
  }
}
