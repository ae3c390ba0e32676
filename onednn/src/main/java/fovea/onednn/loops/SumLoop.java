package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Sums over axes. */
public final class SumLoop extends ReduceLoop {
  /** Sums of {@code from} in {@code to}. */
  public SumLoop(List<Axis> axes, MemorySegment from, MemorySegment to) {
    this(axes, 1, Source.of(from), to);
  }

  /** {@code scale} times the sums of {@code from} in {@code to}. */
  SumLoop(List<Axis> axes, double scale, Source from, MemorySegment to) {
    super(axes, scale, from, to);
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
