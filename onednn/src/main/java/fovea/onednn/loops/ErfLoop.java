package fovea.onednn.loops;

import fovea.onednn.functions.Erf;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The error function of f32 numbers, by a quotient of polynomials in the square of the argument
 * that is off by 2e-8; rounding on the way makes it six units in the last place at most.
 */
public final class ErfLoop extends ElementwiseLoop {
  /** The function of {@code x}, which may be the memory of the result. */
  public ErfLoop(MemorySegment x, MemorySegment result) {
    super(List.of(x), List.of(result));
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    Clipping.of(lanes[0], -Erf.END, Erf.END, length);
    divide(lanes[0], length);
    Clipping.of(lanes[0], -1, 1, length);
  }

  private static void divide(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      float x = values[i];
      float u = x * x;
      float p = Erf.P5;
      p = MultiplyAdd.of(p, u, Erf.P4);
      p = MultiplyAdd.of(p, u, Erf.P3);
      p = MultiplyAdd.of(p, u, Erf.P2);
      p = MultiplyAdd.of(p, u, Erf.P1);
      p = MultiplyAdd.of(p, u, Erf.P0);
      float q = Erf.Q5;
      q = MultiplyAdd.of(q, u, Erf.Q4);
      q = MultiplyAdd.of(q, u, Erf.Q3);
      q = MultiplyAdd.of(q, u, Erf.Q2);
      q = MultiplyAdd.of(q, u, Erf.Q1);
      q = MultiplyAdd.of(q, u, 1);
      values[i] = x * p / q;
    }
  }

  /** The derivative {@code 2 / √π * exp(-x²)} times an upstream gradient. */
  public static final class Gradient extends ElementwiseLoop {
    private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

    /** The gradient; either input may be the memory of the result. */
    public Gradient(MemorySegment x, MemorySegment upstream, MemorySegment result) {
      super(List.of(x, upstream), List.of(result));
    }

    @Override
    public void compute(float[][] lanes, long from, int length) {
      Clipping.of(lanes[0], -Erf.GRADIENT_END, Erf.GRADIENT_END, length);
      split(lanes[0], lanes[2], length);
      ExponentialLoop.of(lanes[0], lanes[3], WORDS.get(), length);
      multiply(lanes[0], lanes[2], lanes[1], length);
    }

    /** Into minus the square of a rounded number, and minus what is left of the square. */
    private static void split(float[] x, float[] left, int length) {
      for (int i = 0; i < length; i++) {
        float rounded = x[i] + Erf.ROUND - Erf.ROUND;
        left[i] = (rounded - x[i]) * (rounded + x[i]);
        x[i] = -rounded * rounded;
      }
    }

    private static void multiply(float[] y, float[] left, float[] upstream, int length) {
      for (int i = 0; i < length; i++) {
        float e = left[i];
        // exp(e) for the little that is left.
        float more = MultiplyAdd.of(1 / 24f, e, 1 / 6f);
        more = MultiplyAdd.of(more, e, 0.5f);
        more = MultiplyAdd.of(more, e, 1);
        more = MultiplyAdd.of(more, e, 1);
        y[i] = Erf.SLOPE * y[i] * more * upstream[i];
      }
    }
  }
}
