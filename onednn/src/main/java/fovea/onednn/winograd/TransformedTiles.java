package fovea.onednn.winograd;

import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MemoryDesc;

/**
 * How the transformed tiles, or their products lie: {@code [products, rows, channels]} with a gap
 * after each of the first axis, for at distances of a power of two caches keep little.
 *
 * @param method of how many products
 * @param type of the elements
 * @param rows tiles, or the channels that are summed over
 * @param channels of a row
 */
record TransformedTiles(Winograd method, DataType type, long rows, long channels) {
  private static final long GAP_BYTES = 64;

  /** Elements from an element of a tile to the next one of the same row. */
  private long distance() {
    return rows * channels + GAP_BYTES / type.bytes();
  }

  /** Bytes from an element to the next one of the same row. */
  long stride() {
    return type.bytes() * distance();
  }

  /** Bytes from a row to the next one. */
  long row() {
    return type.bytes() * channels;
  }

  /** Bytes from the first row to a channel of the element at a place of a tile. */
  long at(int row, int column, int channel) {
    return ((long) row * method.tile() + column) * stride() + (long) channel * type.bytes();
  }

  long bytes() {
    return method.products() * stride();
  }

  /** All as matrices. */
  MemoryDesc all() {
    return matrices(rows);
  }

  /** The first rows as matrices. */
  MemoryDesc matrices(long count) {
    return MemoryDesc.strided(
        type,
        new long[] {method.products(), count, channels},
        new long[] {distance(), channels, 1});
  }

  /** The same with rows and channels exchanged. */
  MemoryDesc transposed(long count) {
    return MemoryDesc.strided(
        type,
        new long[] {method.products(), channels, count},
        new long[] {distance(), 1, channels});
  }
}
