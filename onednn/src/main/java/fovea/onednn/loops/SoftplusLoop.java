package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** {@code log(1 + exp(x))} of f32 numbers: {@code max(x, 0) + log(1 + exp(-|x|))}. */
public final class SoftplusLoop extends Elementwise {
  private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

  /** The function of {@code x}, which may be the memory of the result. */
  public SoftplusLoop(MemorySegment x, MemorySegment result) {
    super(List.of(x), List.of(result));
  }

  @Override
  void compute(float[][] lanes, long from, int length) {
    float[] x = lanes[0];
    float[] z = lanes[1];
    for (int i = 0; i < length; i++) {
      z[i] = -Math.abs(x[i]);
    }
    Exponential.of(z, lanes[2], WORDS.get(), length);
    Clipping.of(x, 0, Float.POSITIVE_INFINITY, length);
    add(x, z, length);
  }

  /** Adds {@code log(1 + z)}, for {@code z} in [0, 1] a polynomial that is off by 1e-9 of it. */
  private static void add(float[] x, float[] z, int length) {
    for (int i = 0; i < length; i++) {
      float e = z[i];
      float p = 0.0020302138f;
      p = MultiplyAdd.of(p, e, -0.013407392f);
      p = MultiplyAdd.of(p, e, 0.041477937f);
      p = MultiplyAdd.of(p, e, -0.08244141f);
      p = MultiplyAdd.of(p, e, 0.12418412f);
      p = MultiplyAdd.of(p, e, -0.1610568f);
      p = MultiplyAdd.of(p, e, 0.19890745f);
      p = MultiplyAdd.of(p, e, -0.2498727f);
      p = MultiplyAdd.of(p, e, 0.3333256f);
      p = MultiplyAdd.of(p, e, -0.49999982f);
      p = MultiplyAdd.of(p, e, 1);
      x[i] = MultiplyAdd.of(p, e, x[i]);
    }
  }

  /** The derivative, the logistic function, times an upstream gradient. */
  public static final class Gradient extends Elementwise {
    /** The gradient; either input may be the memory of the result. */
    public Gradient(MemorySegment x, MemorySegment upstream, MemorySegment result) {
      super(List.of(x, upstream), List.of(result));
    }

    @Override
    void compute(float[][] lanes, long from, int length) {
      float[] x = lanes[0];
      float[] upstream = lanes[1];
      for (int i = 0; i < length; i++) {
        x[i] = -x[i];
      }
      Exponential.of(x, lanes[2], WORDS.get(), length);
      for (int i = 0; i < length; i++) {
        x[i] = upstream[i] / (1 + x[i]);
      }
    }
  }
}
