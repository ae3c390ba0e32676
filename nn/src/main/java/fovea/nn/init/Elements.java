package fovea.nn.init;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/** What rules for initial values have in common. */
final class Elements {
  private static final int MANY = 1 << 16;

  private Elements() {}

  /** Sets all elements; many of them on all processors, since each depends on its index alone. */
  static void each(HostBuffer values, LongToDoubleFunction rule) {
    long count = values.type().shape().elements();
    LongStream indices = LongStream.range(0, count);
    (count >= MANY ? indices.parallel() : indices)
        .forEach(i -> values.set(i, rule.applyAsDouble(i)));
  }

  /** Inputs of a unit. */
  static long fanIn(Shape shape) {
    return shape.rank() == 0 ? 1 : Math.max(1, shape.elements() / shape.dim(0));
  }

  /** Units that an input goes to. */
  static long fanOut(Shape shape) {
    return shape.rank() < 2 ? shape.elements() : shape.elements() / shape.dim(1);
  }

  /** Requires a number that is 0 or more, and finite. */
  static void atLeastZero(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw FoveaException.here(what + " of " + value, "use a number of 0 or more");
    }
  }

  /** Says of a parameter that the rule cannot fill it. */
  static FoveaException unfit(Init rule, Shape shape, String advice) {
    return FoveaException.here(rule + " has no values for a parameter of shape " + shape, advice);
  }
}
