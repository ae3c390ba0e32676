package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Adds f32 entries up where they were picked: the gradient of {@link GatherLoop}. Each result is
 * written once, a sum in doubles of all that was picked from its place.
 */
public final class ScatterLoop implements Runnable, OpenMp.Body {
  private static final int CHUNK = 1024;
  private static final long WORTH_A_TEAM = 32 * CHUNK;
  private static final ThreadLocal<Space> SPACE = ThreadLocal.withInitial(Space::new);

  /** What a thread works in. */
  private static final class Space {
    final float[] lane = new float[CHUNK];
    final double[] totals = new double[CHUNK];
  }

  private final GatherLoop.Entries entries;
  private final MemorySegment from;
  private final MemorySegment indices;
  private final MemorySegment to;
  private final int count;

  /** The picks in the order of their entries. */
  private final int[] picks;

  /** Where the picks of an entry begin, and those of the last one end. */
  private final int[] begins;

  /**
   * Sums in {@code to} of the entries of {@code from}.
   *
   * @param entries of {@code to}
   * @param indices i32
   */
  public ScatterLoop(
      GatherLoop.Entries entries, MemorySegment from, MemorySegment indices, MemorySegment to) {
    this.entries = entries;
    this.from = from;
    this.indices = indices;
    this.to = to;
    this.count = Math.toIntExact(indices.byteSize() / Integer.BYTES);
    this.picks = new int[count];
    this.begins = new int[entries.size() + 1];
  }

  @Override
  public void run() {
    sort();
    if (Math.max(from.byteSize(), to.byteSize()) < WORTH_A_TEAM * Float.BYTES) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
  }

  private void sort() {
    Arrays.fill(begins, 0);
    for (int i = 0; i < count; i++) {
      begins[entries.picked(indices, i)]++;
    }
    int sum = 0;
    for (int entry = 0; entry < begins.length; entry++) {
      sum += begins[entry];
      begins[entry] = sum;
    }
    // From the last on, so that each entry ends up with its first pick first.
    for (int i = count - 1; i >= 0; i--) {
      picks[--begins[entries.picked(indices, i)]] = i;
    }
  }

  @Override
  public void run(int thread, int threads) {
    Space space = SPACE.get();
    long all = entries.outer() * entries.size();
    for (long i = all * thread / threads; i < all * (thread + 1) / threads; i++) {
      long row = i / entries.size();
      int entry = (int) (i - row * entries.size());
      if (entries.inner() == 1) {
        to.setAtIndex(JAVA_FLOAT, i, single(row, entry));
      } else {
        several(space, row, entry);
      }
    }
  }

  private float single(long row, int entry) {
    double total = 0;
    for (int pick = begins[entry]; pick < begins[entry + 1]; pick++) {
      total += from.getAtIndex(JAVA_FLOAT, row * count + picks[pick]);
    }
    return (float) total;
  }

  private void several(Space space, long row, int entry) {
    long inner = entries.inner();
    long target = (row * entries.size() + entry) * inner;
    for (long part = 0; part < inner; part += CHUNK) {
      int length = (int) Math.min(CHUNK, inner - part);
      Arrays.fill(space.totals, 0, length, 0);
      for (int pick = begins[entry]; pick < begins[entry + 1]; pick++) {
        long source = (row * count + picks[pick]) * inner + part;
        MemorySegment.copy(from, JAVA_FLOAT, source * Float.BYTES, space.lane, 0, length);
        add(space.totals, space.lane, length);
      }
      round(space.totals, space.lane, length);
      MemorySegment.copy(space.lane, 0, to, JAVA_FLOAT, (target + part) * Float.BYTES, length);
    }
  }

  private static void add(double[] totals, float[] lane, int length) {
    for (int i = 0; i < length; i++) {
      totals[i] += lane[i];
    }
  }

  private static void round(double[] totals, float[] lane, int length) {
    for (int i = 0; i < length; i++) {
      lane[i] = (float) totals[i];
    }
  }
}
