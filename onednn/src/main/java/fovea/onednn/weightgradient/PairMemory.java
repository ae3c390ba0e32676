package fovea.onednn.weightgradient;

import fovea.onednn.code.Vectors;
import java.lang.foreign.MemorySegment;

/**
 * What one thread brings together, so much that it stays in its caches.
 *
 * @param rows pairs of some blocks of the input
 * @param columns pairs of one or two blocks of the upstream gradient
 */
record PairMemory(MemorySegment rows, MemorySegment columns) {
  /** Pairs of pixels at a time: two blocks fill half of a first-level cache. */
  static final int PAIRS = 128;

  /** Bytes of the pairs of a block. */
  static final int BLOCK = PAIRS * Vectors.AVX512.bytes();

  /** Blocks of the input at a time: half of a second-level cache of 1 MB. */
  static final int ROWS = 64;

  private static final long COLUMN_BYTES = (long) OuterProducts.MOST_COLUMNS * BLOCK;
  private static final long ROW_BYTES = (long) ROWS * BLOCK;

  /** All of it. */
  static final long BYTES = ROW_BYTES + COLUMN_BYTES;

  static PairMemory of(MemorySegment memory) {
    return new PairMemory(memory.asSlice(0, ROW_BYTES), memory.asSlice(ROW_BYTES, COLUMN_BYTES));
  }
}
