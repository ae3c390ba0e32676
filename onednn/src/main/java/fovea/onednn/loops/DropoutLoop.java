package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.graph.op.Noise;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Dropout, which keeps no mask: {@link Noise.Dropout#keeps} decides about each element, here in the
 * form that the compiler turns into vector code. The index counts elements as they lie in memory,
 * so forward and backward pass must use one layout.
 */
public final class DropoutLoop extends ElementwiseLoop {
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final int RESOLUTION = 24;
  private static final long[] STEPS = steps();

  private static final ThreadLocal<int[]> KEPT = ThreadLocal.withInitial(() -> new int[CHUNK]);

  private final Noise.Dropout op;
  private final MemorySegment random;
  private final long threshold;
  private final float scale;
  private long start;

  /**
   * Dropout from {@code source} to {@code destination}, which may be the same memory.
   *
   * @param random the i64 scalar that changes from step to step
   */
  public DropoutLoop(
      Noise.Dropout op, MemorySegment source, MemorySegment random, MemorySegment destination) {
    super(List.of(source), List.of(destination));
    this.op = op;
    this.random = random;
    this.threshold = (long) (op.p() * (1 << RESOLUTION));
    this.scale = (float) (1 / (1 - op.p()));
  }

  /**
   * Products with the position in a chunk: a loop over them is vectorized, one that counts in longs
   * is not.
   */
  private static long[] steps() {
    var steps = new long[CHUNK];
    for (int i = 0; i < CHUNK; i++) {
      steps[i] = i * STEP;
    }
    return steps;
  }

  @Override
  public void prepare() {
    start = mix(random.get(JAVA_LONG, 0) ^ op.key());
  }

  @Override
  public void compute(float[][] lanes, long from, int length) {
    int[] kept = KEPT.get();
    choose(kept, start + from * STEP, length);
    apply(lanes[0], kept, length);
  }

  private void choose(int[] kept, long first, int length) {
    for (int i = 0; i < length; i++) {
      long bits = mix(first + STEPS[i]) >>> (Long.SIZE - RESOLUTION);
      kept[i] = (int) ((threshold - 1 - bits) >>> (Long.SIZE - 1)); // the sign: bits >= threshold
    }
  }

  private void apply(float[] values, int[] kept, int length) {
    for (int i = 0; i < length; i++) {
      values[i] *= scale * kept[i];
    }
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
