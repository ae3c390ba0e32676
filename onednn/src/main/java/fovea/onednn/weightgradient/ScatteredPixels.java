package fovea.onednn.weightgradient;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Span;
import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Pixels that are brought together as they are needed. Rows are blocks of channels, once for each
 * pixel of the window.
 *
 * @param places those of each pixel of the window, an even number of them
 * @param zeros the channels of a pixel that is padding
 * @param pairing the code of {@link Pairing}
 */
record ScatteredPixels(
    Pixels pixels,
    MemorySegment data,
    MemorySegment places,
    MemorySegment zeros,
    MachineCode pairing)
    implements Operand {

  /** Works out the places. */
  static ScatteredPixels of(
      Pixels pixels, MemorySegment data, Function<Routine, MachineCode> codes) {
    long each = even(pixels);
    Arena arena = Arena.ofAuto();
    MemorySegment places = arena.allocate(JAVA_LONG, pixels.taps() * each);
    for (int tap = 0; tap < pixels.taps(); tap++) {
      long start = tap * each;
      places.setAtIndex(JAVA_LONG, start + each - 1, Pixels.OUTSIDE);
      long[] found = pixels.places(tap);
      MemorySegment.copy(found, 0, places, JAVA_LONG, start * Long.BYTES, found.length);
    }
    MemorySegment zeros = arena.allocate(Pixels.BYTES);
    return new ScatteredPixels(pixels, data, places, zeros, codes.apply(new Pairing()));
  }

  private static long even(Pixels pixels) {
    return 2L * Math.ceilDiv(pixels.count(), 2);
  }

  @Override
  public int rows() {
    return pixels.blocks() * pixels.taps();
  }

  @Override
  public int block() {
    return PairMemory.BLOCK;
  }

  @Override
  public long pairs(Span rows, Span pairs, MemorySegment into, MachineCalls.Program calls) {
    for (int row = rows.first(); row < rows.end(); row++) {
      calls.add(
          pairing,
          start(row),
          places.address() + index(row, pairs.first()) * Long.BYTES,
          into.address() + (row - rows.first()) * (long) PairMemory.BLOCK,
          pairs.size(),
          zeros.address());
    }
    return into.address();
  }

  @Override
  public OptionalLong dense(int row, int pair) {
    long place = places.getAtIndex(JAVA_LONG, index(row, pair));
    return pixels.dense() && place != Pixels.OUTSIDE
        ? OptionalLong.of(start(row) + place)
        : OptionalLong.empty();
  }

  @Override
  public List<MemorySegment> tables() {
    return List.of(places, zeros);
  }

  private long index(int row, int pair) {
    return row % pixels.taps() * even(pixels) + 2L * pair;
  }

  /** Address of the channels of a row, of the first pixel of the first picture. */
  private long start(int row) {
    return data.address() + row / pixels.taps() * pixels.block();
  }
}
