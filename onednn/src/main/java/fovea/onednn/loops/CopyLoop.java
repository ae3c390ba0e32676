package fovea.onednn.loops;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Repeats an f32 operand until it fills a larger tensor. */
public final class CopyLoop extends ElementwiseLoop {
  /** Fills {@code result} with {@code operand}. */
  public CopyLoop(BroadcastInput operand, MemorySegment result) {
    super(List.of(operand), result);
  }

  // What has been read is the result.
  @Override
  public void compute(float[][] lanes, long from, int length) {}
}
