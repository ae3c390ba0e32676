package fovea.onednn.winograd;

import fovea.onednn.code.Placement;
import fovea.onednn.code.Vectors;
import fovea.onednn.weightgradient.PairProducts.Matrices;
import java.lang.foreign.MemorySegment;

/**
 * How transformed tiles lie in pairs, those of a tile and of the one below: {@code [products,
 * channels / 16, pairs, 16, 2]}, bf16, with a gap after each of the first axis.
 *
 * @param method of how many products
 * @param pairs of tiles
 * @param channels of a tile
 */
record PairedTiles(Winograd method, int pairs, int channels) {
  /** Bytes of the transformed tiles of 16 channels of two tiles. */
  static final int PAIR = Vectors.AVX512.bytes();

  private static final long GAP = 64;

  /** Bytes from a block of channels to the next one. */
  int block() {
    return pairs * PAIR;
  }

  /** Bytes from an element to the next one of the same pair. */
  long stride() {
    return (long) channels / Placement.BLOCK * block() + GAP;
  }

  /** Bytes from the first element of a pair to that at a place of a tile. */
  long at(int row, int column) {
    return ((long) row * method.tile() + column) * stride();
  }

  long bytes() {
    return method.products() * stride();
  }

  /** All as matrices. */
  Matrices matrices(MemorySegment memory) {
    return new Matrices(memory, stride(), block());
  }
}
