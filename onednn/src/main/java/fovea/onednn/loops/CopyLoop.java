package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Repeats an f32 operand until it fills a larger tensor. */
public final class CopyLoop extends Elementwise {
  /** Fills {@code result} with {@code operand}. */
  public CopyLoop(Stretched operand, MemorySegment result) {
    super(List.of(operand), result);
  }

  // What has been read is the result.
  @Override
  void compute(float[][] lanes, long from, int length) {}
}
