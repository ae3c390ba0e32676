package fovea.onednn.winograd;

import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MemoryDesc;

/**
 * How the factors of tiles, their products, and the factors of a weight lie: {@code [36, rows,
 * channels]} with a gap after each of the 36, for at distances of a power of two caches keep
 * little.
 *
 * @param rows tiles, or the channels that are summed over
 * @param channels of a row
 */
record Factors(long rows, long channels) {
  private static final long GAP = 16;

  /** Floats from a factor to the next one of the same row. */
  private long distance() {
    return rows * channels + GAP;
  }

  /** Bytes from a factor to the next one of the same row. */
  long stride() {
    return Float.BYTES * distance();
  }

  /** Bytes from a row to the next one. */
  long row() {
    return Float.BYTES * channels;
  }

  long bytes() {
    return Winograd.PRODUCTS * stride();
  }

  /** All as matrices. */
  MemoryDesc all() {
    return matrices(rows);
  }

  /** The first rows as matrices. */
  MemoryDesc matrices(long count) {
    return MemoryDesc.strided(
        DataType.F32,
        new long[] {Winograd.PRODUCTS, count, channels},
        new long[] {distance(), channels, 1});
  }

  /** The same with rows and channels exchanged. */
  MemoryDesc transposed(long count) {
    return MemoryDesc.strided(
        DataType.F32,
        new long[] {Winograd.PRODUCTS, channels, count},
        new long[] {distance(), 1, channels});
  }
}
