package fovea.onednn.weightgradient;

import fovea.onednn.code.Span;
import fovea.onednn.ffm.system.MachineCalls;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;

/** One of two tensors whose pixels are multiplied: rows, each of which is a block of channels. */
sealed interface Operand permits ScatteredPixels, PairedPixels {
  int rows();

  /** Bytes from the pairs of a row to those of the next one. */
  int block();

  /**
   * Sees to it that some pixels lie in pairs, and returns where the first ones do.
   *
   * @param into memory for them
   * @param calls to which what is to be done is added
   */
  long pairs(Span rows, Span pairs, MemorySegment into, MachineCalls.Program calls);

  /** Address from which the pixels of a row lie one after the other, if they do. */
  OptionalLong dense(int row, int pair);

  /** Memory that must be kept. */
  List<MemorySegment> tables();
}
