package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.op.Unary;
import fovea.graph.ref.ReferenceOps;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** How far from the exact functions the loops are, in units in the last place. */
class FunctionLoopsTest {
  private static final int COUNT = 200_000;

  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  private static float[] between(double low, double high) {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) (low + (high - low) * i / (COUNT - 1));
    }
    return values;
  }

  private interface Loop {
    Runnable of(MemorySegment x, MemorySegment y);
  }

  private static void within(double units, float[] x, DoubleUnaryOperator exact, Loop loop) {
    MemorySegment y = floats(new float[x.length]);
    loop.of(floats(x), y).run();
    for (int i = 0; i < x.length; i++) {
      double expected = exact.applyAsDouble(x[i]);
      double allowed = units * Math.max(Math.ulp((float) expected), Float.MIN_NORMAL);
      assertEquals(expected, y.getAtIndex(JAVA_FLOAT, i), allowed, "at " + x[i]);
    }
  }

  /** The reference's error function, in f64. */
  private static double[] erf(float... x) {
    TensorType type = new TensorType(Shape.of(x.length), DType.F64);
    Value from = new Value(type, new Value.Origin.Argument(0));
    Value to = new Value(type, new Value.Origin.Computed());
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    Arena arena = Arena.ofAuto();
    MemorySegment result = arena.allocate(type.bytes(), 8);
    ReferenceOps.bind(
            new Step(new Kernel.Plain(new Unary.Erf()), List.of(from), List.of(to), ""),
            List.of(arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_DOUBLE, wide)),
            List.of(result))
        .run();
    return result.toArray(java.lang.foreign.ValueLayout.JAVA_DOUBLE);
  }

  @Test
  void logarithms() {
    within(1.5, between(1e-6, 8), Math::log, LogLoop::new);
    within(1.5, between(0.98, 1.02), Math::log, LogLoop::new);
    within(1.5, between(1e-39, 1e-37), Math::log, LogLoop::new);
    within(1.5, between(1, Float.MAX_VALUE), Math::log, LogLoop::new);
  }

  @Test
  void softplus() {
    DoubleUnaryOperator exact = x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    within(4, between(-80, 80), exact, SoftplusLoop::new);
    within(4, between(-3, 3), exact, SoftplusLoop::new);
  }

  @Test
  void errorFunction() {
    for (float[] x : List.of(between(-5, 5), between(-1e-3, 1e-3))) {
      double[] exact = erf(x);
      MemorySegment y = floats(new float[x.length]);
      new ErfLoop(floats(x), y).run();
      for (int i = 0; i < x.length; i++) {
        double allowed = 6.5 * Math.ulp((float) exact[i]);
        assertEquals(exact[i], y.getAtIndex(JAVA_FLOAT, i), allowed, "at " + x[i]);
      }
    }
  }

  @Test
  void gradients() {
    float[] ones = new float[COUNT];
    java.util.Arrays.fill(ones, 1);
    MemorySegment upstream = floats(ones);
    within(
        5,
        between(-8, 8),
        x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x),
        (x, y) -> new ErfLoop.Gradient(x, upstream, y));
    within(
        4,
        between(-80, 80),
        x -> 1 / (1 + Math.exp(-x)),
        (x, y) -> new SoftplusLoop.Gradient(x, upstream, y));
  }

  @Test
  void limits() {
    MemorySegment x =
        floats(
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0,
            -0f,
            -1,
            Float.MIN_VALUE);
    MemorySegment y = floats(new float[7]);
    new LogLoop(x, y).run();
    for (int i = 0; i < 7; i++) {
      float expected = (float) Math.log(x.getAtIndex(JAVA_FLOAT, i));
      assertEquals(expected, y.getAtIndex(JAVA_FLOAT, i));
    }
    new ErfLoop(x, y).run();
    assertTrue(Float.isNaN(y.get(JAVA_FLOAT, 0)));
    assertEquals(1, y.getAtIndex(JAVA_FLOAT, 1));
    assertEquals(-1, y.getAtIndex(JAVA_FLOAT, 2));
    assertEquals(0, y.getAtIndex(JAVA_FLOAT, 3));
    new SoftplusLoop(x, y).run();
    assertTrue(Float.isNaN(y.get(JAVA_FLOAT, 0)));
    assertEquals(Float.POSITIVE_INFINITY, y.getAtIndex(JAVA_FLOAT, 1));
    assertEquals(0, y.getAtIndex(JAVA_FLOAT, 2), 1e-37);
  }
}
