package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A batch norm with fixed statistics, folded into the convolution before it: f32, row-major. It is
 * done once, in code that is not compiled well by then, so the weights go through an array: an
 * access to native memory by element costs that code a hundred times as much.
 */
public final class FoldLoops {
  private static final int CHUNK = 1 << 14;

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
      float[] elements = new float[(int) Math.min(filter, CHUNK)];
      for (long k = 0; k < filters; k++) {
        double scale = scale(epsilon, gamma, variance, k);
        for (long from = k * filter; from < (k + 1) * filter; from += elements.length) {
          int length = (int) Math.min(elements.length, (k + 1) * filter - from);
          MemorySegment.copy(weight, JAVA_FLOAT, from * Float.BYTES, elements, 0, length);
          multiply(elements, length, scale);
          MemorySegment.copy(elements, 0, folded, JAVA_FLOAT, from * Float.BYTES, length);
        }
      }
    };
  }

  private static void multiply(float[] elements, int length, double scale) {
    for (int i = 0; i < length; i++) {
      elements[i] = (float) (elements[i] * scale);
    }
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
