package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** An f32 operand of a kernel, broadcast to the tensor that the kernel makes. */
public final class BroadcastInput {
  /** A run of equal elements up to this long is written by itself, without a call. */
  private static final int SHORT = 16;

  /** Up to this many elements that recur are copied as often as they fit. */
  private static final int TILE = 512;

  private final MemorySegment memory;
  private final long[] sizes;
  private final long[] steps;

  /**
   * The elements of {@code memory} that each place of a tensor reads.
   *
   * @param axes of that tensor as it lies in memory, outermost first
   */
  public BroadcastInput(MemorySegment memory, List<LoopAxis> axes) {
    List<LoopAxis> merged = LoopAxis.merged(axes);
    this.memory = memory;
    this.sizes = merged.stream().mapToLong(LoopAxis::size).toArray();
    this.steps = merged.stream().mapToLong(LoopAxis::step).toArray();
  }

  /** An operand that is as large as the tensor and lies as that does. */
  public static BroadcastInput whole(MemorySegment memory) {
    return new BroadcastInput(memory, List.of(new LoopAxis(memory.byteSize() / Float.BYTES, 1)));
  }

  /** The memory of the operand. */
  MemorySegment memory() {
    return memory;
  }

  /** Writes what the places {@code from} to {@code from + length} read into {@code lane}. */
  public void read(float[] lane, long from, int length) {
    int done = 0;
    while (done < length) {
      done += piece(lane, done, from + done, length - done);
    }
  }

  /** Writes what one pattern covers, at most {@code most} elements, and says how many. */
  private int piece(float[] lane, int at, long from, int most) {
    int last = sizes.length - 1;
    long size = sizes[last];
    long row = from / size;
    long inner = from - row * size;
    boolean repeats = last > 0 && steps[last - 1] == 0 && steps[last] == 1;
    if (last > 0 && steps[last] == 0) {
      return runs(lane, at, row, inner, most);
    }
    if (repeats && size <= TILE) {
      return tiles(lane, at, row, inner, most);
    }
    int length = (int) Math.min(size - inner, most);
    long start = start(row) + inner * steps[last];
    if (steps[last] == 1) {
      copy(lane, at, start, length);
    } else if (steps[last] == 0) {
      Arrays.fill(lane, at, at + length, get(start));
    } else {
      for (int i = 0; i < length; i++) {
        lane[at + i] = get(start + i * steps[last]);
      }
    }
    return length;
  }

  /** Elements that are each repeated: rows of equals along the last axis but one. */
  private int runs(float[] lane, int at, long row, long inner, int most) {
    int last = sizes.length - 1;
    long rows = sizes[last - 1] - row % sizes[last - 1];
    long start = start(row);
    long from = inner;
    int done = 0;
    for (long i = 0; i < rows && done < most; i++) {
      int length = (int) Math.min(sizes[last] - from, most - done);
      fill(lane, at + done, length, get(start + i * steps[last - 1]));
      done += length;
      from = 0;
    }
    return done;
  }

  private static void fill(float[] lane, int at, int length, float value) {
    if (length > SHORT) {
      Arrays.fill(lane, at, at + length, value);
      return;
    }
    for (int i = at; i < at + length; i++) {
      lane[i] = value;
    }
  }

  /** Elements that recur all together. */
  private int tiles(float[] lane, int at, long row, long inner, int most) {
    int last = sizes.length - 1;
    long size = sizes[last];
    long rows = sizes[last - 1] - row % sizes[last - 1];
    int length = (int) Math.min(rows * size - inner, most);
    long start = start(row);
    int end = (int) Math.min(size - inner, length);
    copy(lane, at, start + inner, end);
    int beginning = (int) Math.min(inner, length - end);
    copy(lane, at + end, start, beginning);
    int done = end + beginning;
    while (done < length) {
      int more = Math.min(done, length - done);
      System.arraycopy(lane, at, lane, at + done, more);
      done += more;
    }
    return length;
  }

  /** Where the elements of a row along the last axis begin. */
  private long start(long row) {
    long rest = row;
    long place = 0;
    for (int axis = sizes.length - 2; axis > 0; axis--) {
      place += rest % sizes[axis] * steps[axis];
      rest /= sizes[axis];
    }
    return sizes.length > 1 ? place + rest * steps[0] : place;
  }

  private void copy(float[] lane, int at, long from, int length) {
    MemorySegment.copy(memory, JAVA_FLOAT, from * Float.BYTES, lane, at, length);
  }

  private float get(long index) {
    return memory.getAtIndex(JAVA_FLOAT, index);
  }
}
