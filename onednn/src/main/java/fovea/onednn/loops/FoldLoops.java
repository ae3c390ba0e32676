package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** A batch norm with fixed statistics, folded into the convolution before it: f32, row-major. */
public final class FoldLoops {
  private FoldLoops() {}

  /**
   * The convolution's new weight.
   *
   * @param inputs weight, of which each filter is one run of elements; gamma and variance {@code
   *     [k]}
   * @param folded as large as the weight
   */
  public static Runnable weight(double epsilon, List<MemorySegment> inputs, MemorySegment folded) {
    MemorySegment weight = inputs.get(0);
    MemorySegment gamma = inputs.get(1);
    MemorySegment variance = inputs.get(2);
    long filters = gamma.byteSize() / Float.BYTES;
    long filter = weight.byteSize() / Float.BYTES / filters;
    return () -> {
      for (long k = 0; k < filters; k++) {
        double scale = scale(epsilon, gamma, variance, k);
        for (long i = k * filter; i < (k + 1) * filter; i++) {
          double element = weight.getAtIndex(JAVA_FLOAT, i);
          folded.setAtIndex(JAVA_FLOAT, i, (float) (element * scale));
        }
      }
    };
  }

  /**
   * The convolution's new bias.
   *
   * @param inputs gamma, beta, mean, variance and, if there is one, the old bias, all {@code [k]}
   * @param folded as large as each of them
   */
  public static Runnable bias(double epsilon, List<MemorySegment> inputs, MemorySegment folded) {
    MemorySegment gamma = inputs.get(0);
    MemorySegment beta = inputs.get(1);
    MemorySegment mean = inputs.get(2);
    MemorySegment variance = inputs.get(3);
    boolean biased = inputs.size() > 4;
    MemorySegment bias = inputs.getLast();
    long filters = gamma.byteSize() / Float.BYTES;
    return () -> {
      for (long k = 0; k < filters; k++) {
        double old = biased ? bias.getAtIndex(JAVA_FLOAT, k) : 0;
        double scale = scale(epsilon, gamma, variance, k);
        double centered = old - mean.getAtIndex(JAVA_FLOAT, k);
        double shift = beta.getAtIndex(JAVA_FLOAT, k);
        folded.setAtIndex(JAVA_FLOAT, k, (float) (centered * scale + shift));
      }
    };
  }

  private static double scale(double epsilon, MemorySegment gamma, MemorySegment variance, long k) {
    return gamma.getAtIndex(JAVA_FLOAT, k)
        / Math.sqrt(variance.getAtIndex(JAVA_FLOAT, k) + epsilon);
  }
}
