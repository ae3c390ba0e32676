package fovea.testkit.spec;

import fovea.graph.op.Op;
import java.util.function.Function;

/**
 * One row: how to try an op.
 *
 * @param op the record that the row is for
 * @param draw draws attributes and inputs
 * @param tolerance of results in f32, relative to the largest
 * @param nonFinite whether devices agree on NaN and infinite numbers
 */
record OpSpec(
    Class<? extends Op> op, Function<Draw, Trial> draw, double tolerance, NonFinite nonFinite) {

  /** A row with the usual tolerance, of an op on which devices agree. */
  static OpSpec spec(Class<? extends Op> op, Function<Draw, Trial> draw) {
    return new OpSpec(op, draw, 1e-5, NonFinite.SAME);
  }

  /** This row with another tolerance. */
  OpSpec within(double tolerance) {
    return new OpSpec(op, draw, tolerance, nonFinite);
  }

  /** This row for an op with which devices differ. */
  OpSpec nonFinite(NonFinite difference) {
    return new OpSpec(op, draw, tolerance, difference);
  }

  /** A trial drawn from {@code seed}; it is named if the graph cannot be made. */
  Trial trial(long seed, boolean ties) {
    return draw.apply(new Draw(seed ^ name().hashCode(), ties));
  }

  /** The family and the record, such as {@code Pool.Max}. */
  String name() {
    Class<?> family = op.getEnclosingClass();
    return family == null ? op.getSimpleName() : family.getSimpleName() + "." + op.getSimpleName();
  }
}
