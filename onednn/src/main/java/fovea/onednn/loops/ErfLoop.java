package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The error function of f32 numbers, by a quotient of polynomials in the square of the argument
 * that is off by 2e-8; rounding on the way makes it six units in the last place at most.
 */
public final class ErfLoop extends Elementwise {
  /** From here on the function is 1 in f32. */
  private static final float END = 3.9f;

  /** The function of {@code x}, which may be the memory of the result. */
  public ErfLoop(MemorySegment x, MemorySegment result) {
    super(List.of(x), List.of(result));
  }

  @Override
  void compute(float[][] lanes, long from, int length) {
    Clipping.of(lanes[0], -END, END, length);
    divide(lanes[0], length);
    Clipping.of(lanes[0], -1, 1, length);
  }

  private static void divide(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      float x = values[i];
      float u = x * x;
      float p = 2.0664352e-6f;
      p = MultiplyAdd.of(p, u, 2.8505534e-4f);
      p = MultiplyAdd.of(p, u, 0.0037382296f);
      p = MultiplyAdd.of(p, u, 0.05266772f);
      p = MultiplyAdd.of(p, u, 0.18966468f);
      p = MultiplyAdd.of(p, u, 1.1283791f);
      float q = 3.8269267e-5f;
      q = MultiplyAdd.of(q, u, 0.0011573399f);
      q = MultiplyAdd.of(q, u, 0.014914051f);
      q = MultiplyAdd.of(q, u, 0.113818f);
      q = MultiplyAdd.of(q, u, 0.5014187f);
      q = MultiplyAdd.of(q, u, 1);
      values[i] = x * p / q;
    }
  }

  /** The derivative {@code 2 / √π * exp(-x²)} times an upstream gradient. */
  public static final class Gradient extends Elementwise {
    private static final float SLOPE = (float) (2 / Math.sqrt(Math.PI));

    /** Beyond it the derivative is 0 in f32. */
    private static final float END = 9.3f;

    /** Adding it rounds to multiples of 1/256, whose squares are exact. */
    private static final float ROUND = 0x1.8p15f;

    private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

    /** The gradient; either input may be the memory of the result. */
    public Gradient(MemorySegment x, MemorySegment upstream, MemorySegment result) {
      super(List.of(x, upstream), List.of(result));
    }

    @Override
    void compute(float[][] lanes, long from, int length) {
      Clipping.of(lanes[0], -END, END, length);
      split(lanes[0], lanes[2], length);
      Exponential.of(lanes[0], lanes[3], WORDS.get(), length);
      multiply(lanes[0], lanes[2], lanes[1], length);
    }

    /** Into minus the square of a rounded number, and minus what is left of the square. */
    private static void split(float[] x, float[] left, int length) {
      for (int i = 0; i < length; i++) {
        float rounded = x[i] + ROUND - ROUND;
        left[i] = (rounded - x[i]) * (rounded + x[i]);
        x[i] = -rounded * rounded;
      }
    }

    private static void multiply(float[] y, float[] left, float[] upstream, int length) {
      for (int i = 0; i < length; i++) {
        float e = left[i];
        // exp(e) for the little that is left.
        float more = 1 + e * (1 + e * (0.5f + e * (1 / 6f + e * (1 / 24f))));
        y[i] = SLOPE * y[i] * more * upstream[i];
      }
    }
  }
}
