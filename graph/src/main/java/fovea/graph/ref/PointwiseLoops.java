package fovea.graph.ref;

import fovea.graph.op.Binary;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Elementwise functions. */
final class PointwiseLoops {
  private PointwiseLoops() {}

  static void unary(Unary op, Operands o) {
    DoubleUnaryOperator function = op.formula().value();
    double[] x = o.in(0);
    double[] y = o.out(0);
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(x[i]);
    }
  }

  static void unaryGrad(UnaryGrad op, Operands o) {
    DoubleUnaryOperator derivative = op.of().formula().derivative();
    double[] kept = o.in(0);
    double[] dy = o.in(1);
    double[] dx = o.out(0);
    for (int i = 0; i < dx.length; i++) {
      dx[i] = derivative.applyAsDouble(kept[i]) * dy[i];
    }
  }

  static void binary(Binary op, Operands o) {
    DoubleBinaryOperator function = op.formula();
    double[] a = o.in(0);
    double[] b = o.in(1);
    double[] y = o.out(0);
    int[] placesA = ElementOffsets.broadcast(o.outShape(0), o.inShape(0));
    int[] placesB = ElementOffsets.broadcast(o.outShape(0), o.inShape(1));
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(a[placesA[i]], b[placesB[i]]);
    }
  }

  static void select(Operands o) {
    double[] condition = o.in(0);
    double[] y = o.out(0);
    for (int i = 0; i < y.length; i++) {
      y[i] = condition[i] != 0 ? o.in(1)[i] : o.in(2)[i];
    }
  }
}
