package fovea.onednn.weightgradient;

import fovea.onednn.code.Span;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCalls;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;

/** Pixels that lie in pairs from the start. */
record PairedPixels(int rows, int block, MemorySegment data) implements Operand {
  private long at(int row, int pair) {
    return data.address() + (long) row * block + (long) pair * Vectors.AVX512.bytes();
  }

  @Override
  public long pairs(Span rows, Span pairs, MemorySegment into, MachineCalls.Program calls) {
    return at(rows.first(), pairs.first());
  }

  @Override
  public OptionalLong dense(int row, int pair) {
    return OptionalLong.of(at(row, pair));
  }

  @Override
  public List<MemorySegment> tables() {
    return List.of();
  }
}
