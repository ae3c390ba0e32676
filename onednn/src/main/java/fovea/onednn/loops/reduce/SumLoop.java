package fovea.onednn.loops.reduce;

import fovea.onednn.loops.LoopAxis;
import fovea.onednn.rows.Joining;
import fovea.onednn.rows.Joinings;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Sums over axes. */
public final class SumLoop extends ReduceLoop {
  /** Sums of {@code from} in {@code to}. */
  public SumLoop(List<LoopAxis> axes, MemorySegment from, MemorySegment to) {
    this(axes, 1, Source.of(from), to);
  }

  /** {@code scale} times the sums of {@code from} in {@code to}. */
  SumLoop(List<LoopAxis> axes, double scale, Source from, MemorySegment to) {
    super(axes, scale, from, to);
  }

  @Override
  Optional<? extends Joining> joining(boolean rows) {
    return rows ? Joinings.sumsOfRows() : Joinings.sumsOfColumns();
  }

  @Override
  double neutral() {
    return 0;
  }

  @Override
  double join(double a, double b) {
    return a + b;
  }

  @Override
  void join(float[] rows, int from, float[] lane, int at, int length) {
    for (int i = 0; i < length; i++) {
      rows[from + i] += lane[at + i];
    }
  }

  @Override
  void join(float[] into, float[] lane, int from, int apart, int length) {
    for (int i = 0; i < length; i++) {
      int at = from + i;
      into[i] = (lane[at] + lane[at + apart]) + (lane[at + 2 * apart] + lane[at + 3 * apart]);
    }
  }

  @Override
  void join(double[] totals, int at, float[] rows, int length) {
    for (int i = 0; i < length; i++) {
      totals[at + i] += rows[i];
    }
  }
}
