package fovea.onednn.pairs;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/**
 * One of two tensors whose pixels are multiplied, in memory. Its rows are blocks of channels, once
 * for each pixel of the window.
 *
 * @param places those of each pixel of the window, an even number of them
 * @param zeros the channels of a pixel that is padding
 */
record Operand(Pixels pixels, MemorySegment data, MemorySegment places, MemorySegment zeros) {

  /** Works out the places. */
  static Operand of(Pixels pixels, MemorySegment data) {
    long each = even(pixels);
    Arena arena = Arena.ofAuto();
    MemorySegment places = arena.allocate(JAVA_LONG, pixels.taps() * each);
    for (int tap = 0; tap < pixels.taps(); tap++) {
      long start = tap * each;
      places.setAtIndex(JAVA_LONG, start + each - 1, Pixels.OUTSIDE);
      long[] found = pixels.places(tap).toArray();
      MemorySegment.copy(found, 0, places, JAVA_LONG, start * Long.BYTES, found.length);
    }
    return new Operand(pixels, data, places, arena.allocate(Pixels.BYTES));
  }

  private static long even(Pixels pixels) {
    return 2L * Math.ceilDiv(pixels.count(), 2);
  }

  int rows() {
    return pixels.blocks() * pixels.taps();
  }

  private long index(int row, int pair) {
    return row % pixels.taps() * even(pixels) + 2L * pair;
  }

  /** Address of the channels of a row, of the first pixel of the first picture. */
  long start(int row) {
    return data.address() + row / pixels.taps() * pixels.block();
  }

  /** Address of the places of a row's pixels from a pair on. */
  long places(int row, int pair) {
    return places.address() + index(row, pair) * Long.BYTES;
  }

  /** Address from which the pixels of a row lie one after the other, if they do. */
  OptionalLong dense(int row, int pair) {
    long place = places.getAtIndex(JAVA_LONG, index(row, pair));
    return pixels.dense() && place != Pixels.OUTSIDE
        ? OptionalLong.of(start(row) + place)
        : OptionalLong.empty();
  }
}
