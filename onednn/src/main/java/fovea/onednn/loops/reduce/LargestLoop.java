package fovea.onednn.loops.reduce;

import fovea.onednn.loops.LoopAxis;
import fovea.onednn.rows.Joining;
import fovea.onednn.rows.Joinings;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Largest elements over axes; NaN where there is one. */
public final class LargestLoop extends ReduceLoop {
  /** The largest elements of {@code from} in {@code to}. */
  public LargestLoop(List<LoopAxis> axes, MemorySegment from, MemorySegment to) {
    super(axes, 1, Source.of(from), to);
  }

  @Override
  Optional<? extends Joining> joining(boolean rows) {
    return rows ? Joinings.largestOfRows() : Optional.empty();
  }

  @Override
  double neutral() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  double join(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  void join(float[] rows, int from, float[] lane, int at, int length) {
    for (int i = 0; i < length; i++) {
      rows[from + i] = Math.max(rows[from + i], lane[at + i]);
    }
  }

  @Override
  void join(float[] into, float[] lane, int from, int apart, int length) {
    for (int i = 0; i < length; i++) {
      int at = from + i;
      float left = Math.max(lane[at], lane[at + apart]);
      into[i] = Math.max(left, Math.max(lane[at + 2 * apart], lane[at + 3 * apart]));
    }
  }

  @Override
  void join(double[] totals, int at, float[] rows, int length) {
    for (int i = 0; i < length; i++) {
      totals[at + i] = Math.max(totals[at + i], rows[i]);
    }
  }
}
