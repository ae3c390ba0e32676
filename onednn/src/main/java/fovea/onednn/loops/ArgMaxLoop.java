package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.OpenMp;
import fovea.onednn.rows.Joinings;
import fovea.onednn.rows.LargestPlaces;
import fovea.onednn.rows.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/** The index of the first largest element along an axis; NaN counts as the largest of all. */
public final class ArgMaxLoop implements Runnable, OpenMp.Body {
  private static final int CHUNK = 1024;

  /** Rows that are looked at by one call, at most, and elements of half a first-level cache. */
  private static final int MOST_ROWS = 64;

  private static final int CACHED = 4096;
  private static final long WORTH_A_TEAM = 32 * CHUNK;
  private static final ThreadLocal<Space> SPACE = ThreadLocal.withInitial(Space::new);

  /** What a thread works in. */
  private static final class Space {
    final float[] scores = new float[CHUNK];
    final int[] found = new int[CHUNK];
    final int[] ranks = new int[CHUNK];
    final int[] largest = new int[CHUNK];
    final Matrix matrix = new Matrix();

    /** Where each lane of each row has its largest number. */
    final MemorySegment places =
        Arena.ofAuto().allocate(JAVA_INT, (long) MOST_ROWS * Vectors.AVX512.lanes());
  }

  /**
   * An axis of a row-major tensor.
   *
   * @param size elements along it
   * @param step from one of them to the next: the product of the sizes of all axes after it
   */
  public record Line(int size, long step) {}

  private final Line line;
  private final MemorySegment scores;
  private final MemorySegment found;
  private final long lines;
  private final Optional<LargestPlaces> byCode = Joinings.largestPlaces();

  /**
   * The indices of the largest elements.
   *
   * @param scores f32
   * @param found i32, one for each line
   */
  public ArgMaxLoop(Line line, MemorySegment scores, MemorySegment found) {
    this.line = line;
    this.scores = scores;
    this.found = found;
    this.lines = found.byteSize() / Integer.BYTES;
  }

  @Override
  public void run() {
    if (lines * line.size < WORTH_A_TEAM) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
  }

  @Override
  public void run(int thread, int threads) {
    Space space = SPACE.get();
    long end = lines * (thread + 1) / threads;
    long at = lines * thread / threads;
    while (at < end) {
      int count = (int) Math.min(CHUNK, end - at);
      if (line.step == 1) {
        count = rows(space, at, count);
      } else {
        count = (int) Math.min(count, line.step - at % line.step);
        columns(space, at, count);
      }
      at += count;
    }
  }

  /** Lines one after the other; says how many of the {@code most} it has taken. */
  private int rows(Space space, long first, int most) {
    // They stay in the first-level cache, to be looked at again.
    int count = Math.min(most, Math.clamp(CACHED / line.size, 1, MOST_ROWS));
    Matrix matrix = space.matrix.at(address(first * line.size), count).lying(line.size, line.size);
    if (byCode.isPresent() && line.size >= 2 * byCode.get().lanes() && byCode.get().takes(matrix)) {
      rowsByCode(space, byCode.get(), first, count);
    } else {
      count = Math.min(most, Math.max(1, CHUNK / line.size));
      rowsByLoop(space, first, count);
    }
    write(space, first, count);
    return count;
  }

  /** The best of the places that each lane of the vectors of a line gives, and of what is left. */
  private void rowsByCode(Space space, LargestPlaces code, long first, int count) {
    int lanes = code.lanes();
    code.ofLanes(space.matrix, space.places.address());
    for (int i = 0; i < count; i++) {
      long start = (first + i) * line.size;
      int best = 0;
      int largest = Integer.MIN_VALUE;
      for (int lane = 0; lane < lanes; lane++) {
        int place = space.places.getAtIndex(JAVA_INT, (long) i * lanes + lane) * lanes + lane;
        int rank = rank(start + place);
        if (rank > largest || (rank == largest && place < best)) {
          best = place;
          largest = rank;
        }
      }
      for (int place = line.size / lanes * lanes; place < line.size; place++) {
        int rank = rank(start + place);
        if (rank > largest) {
          best = place;
          largest = rank;
        }
      }
      space.found[i] = best;
    }
  }

  private int rank(long element) {
    return FloatBits.rank(scores.getAtIndex(JAVA_INT, element));
  }

  /** Lines side by side. */
  private void columns(Space space, long first, int count) {
    long start = first / line.step * line.step * line.size + first % line.step;
    Matrix matrix = space.matrix;
    matrix.at(address(start), line.size).lying(line.step, count);
    if (byCode.isPresent() && byCode.get().takes(matrix)) {
      byCode.get().ofColumns(matrix, found.address() + first * Integer.BYTES);
    } else {
      columnsByLoop(space, start, count);
      write(space, first, count);
    }
  }

  private long address(long element) {
    return scores.address() + element * Float.BYTES;
  }

  private void write(Space space, long first, int count) {
    MemorySegment.copy(space.found, 0, found, JAVA_INT, first * Integer.BYTES, count);
  }

  private void rowsByLoop(Space space, long first, int count) {
    if (line.size > CHUNK) {
      space.found[0] = longRow(space, first * line.size);
      return;
    }
    read(space.scores, first * line.size, count * line.size);
    for (int i = 0; i < count; i++) {
      space.found[i] = best(space.scores, i * line.size, line.size);
    }
  }

  private int longRow(Space space, long start) {
    int best = 0;
    float largest = Float.NEGATIVE_INFINITY;
    for (int at = 0; at < line.size; at += CHUNK) {
      int length = Math.min(CHUNK, line.size - at);
      read(space.scores, start + at, length);
      int here = best(space.scores, 0, length);
      if (Float.compare(space.scores[here], largest) > 0) {
        best = at + here;
        largest = space.scores[here];
      }
    }
    return best;
  }

  private static int best(float[] scores, int from, int length) {
    int best = 0;
    float largest = scores[from];
    for (int i = 1; i < length; i++) {
      float score = scores[from + i];
      // Nearly always false; equal zeros and NaN are told apart by the comparison in order.
      if (!(score < largest) && Float.compare(score, largest) > 0) {
        best = i;
        largest = score;
      }
    }
    return best;
  }

  private void columnsByLoop(Space space, long start, int count) {
    Arrays.fill(space.found, 0, count, 0);
    readRanks(space.largest, start, count);
    for (int i = 1; i < line.size; i++) {
      readRanks(space.ranks, start + i * line.step, count);
      replace(space, i, count);
    }
  }

  private static void replace(Space space, int index, int count) {
    int[] largest = space.largest;
    int[] ranks = space.ranks;
    int[] found = space.found;
    for (int i = 0; i < count; i++) {
      int before = largest[i];
      int now = Math.max(before, ranks[i]);
      int changed = FloatBits.nonzero(before ^ now);
      largest[i] = now;
      found[i] = (found[i] & ~changed) | (index & changed);
    }
  }

  private void readRanks(int[] ranks, long at, int count) {
    MemorySegment.copy(scores, JAVA_INT, at * Integer.BYTES, ranks, 0, count);
    for (int i = 0; i < count; i++) {
      ranks[i] = FloatBits.rank(ranks[i]);
    }
  }

  private void read(float[] lane, long at, int length) {
    MemorySegment.copy(scores, JAVA_FLOAT, at * Float.BYTES, lane, 0, length);
  }
}
