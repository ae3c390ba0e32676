package fovea.onednn.loops;

import fovea.onednn.functions.SoftplusFunction;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** {@code log(1 + exp(x))} of f32 numbers: {@code max(x, 0) + log(1 + exp(-|x|))}. */
public final class SoftplusLoop extends ElementwiseLoop {
  private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

  /** The function of {@code x}, which may be the memory of the result. */
  public SoftplusLoop(MemorySegment x, MemorySegment result) {
    super(List.of(x), List.of(result));
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    float[] x = lanes[0];
    float[] z = lanes[1];
    for (int i = 0; i < length; i++) {
      z[i] = -Math.abs(x[i]);
    }
    ExponentialLoop.of(z, lanes[2], WORDS.get(), length);
    Clipping.of(x, 0, Float.POSITIVE_INFINITY, length);
    add(x, z, length);
  }

  /** Adds {@code log(1 + z)}, for {@code z} in [0, 1]. */
  private static void add(float[] x, float[] z, int length) {
    for (int i = 0; i < length; i++) {
      float e = z[i];
      float p = SoftplusFunction.P10;
      p = MultiplyAdd.of(p, e, SoftplusFunction.P9);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P8);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P7);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P6);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P5);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P4);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P3);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P2);
      p = MultiplyAdd.of(p, e, SoftplusFunction.P1);
      p = MultiplyAdd.of(p, e, 1);
      x[i] = MultiplyAdd.of(p, e, x[i]);
    }
  }

  /** The derivative, the logistic function, times an upstream gradient. */
  public static final class Gradient extends ElementwiseLoop {
    /** The gradient; either input may be the memory of the result. */
    public Gradient(MemorySegment x, MemorySegment upstream, MemorySegment result) {
      super(List.of(x, upstream), List.of(result));
    }

    @Override
    public void compute(float[][] lanes, long from, int length) {
      float[] x = lanes[0];
      float[] upstream = lanes[1];
      for (int i = 0; i < length; i++) {
        x[i] = -x[i];
      }
      ExponentialLoop.of(x, lanes[2], WORDS.get(), length);
      for (int i = 0; i < length; i++) {
        x[i] = upstream[i] / (1 + x[i]);
      }
    }
  }
}
