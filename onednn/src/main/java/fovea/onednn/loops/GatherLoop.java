package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.graph.type.FoveaException;
import fovea.onednn.copies.Picks;
import fovea.onednn.copies.StreamedCopy;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;

/** Picks entries along an axis, of any elements. */
public final class GatherLoop implements Runnable, OpenMp.Body {
  private static final long WORTH_A_TEAM = 1 << 17;

  /**
   * Where entries are picked.
   *
   * @param outer product of the sizes before the axis
   * @param size of the axis
   * @param inner product of the sizes after it: elements of an entry
   */
  public record Entries(long outer, int size, long inner) {

    /** The entry that {@code indices} names at {@code place}. */
    int picked(MemorySegment indices, long place) {
      int index = indices.getAtIndex(JAVA_INT, place);
      if (index < 0 || index >= size) {
        throw FoveaException.here(
            String.format(Locale.ROOT, "gather: index %d along an axis of %d entries", index, size),
            "use indices from 0 to " + (size - 1));
      }
      return index;
    }
  }

  private final Entries entries;
  private final MemorySegment from;
  private final MemorySegment indices;
  private final MemorySegment to;
  private final long count;
  private final long bytes;
  private final Optional<Picks> picks;
  private final Optional<StreamedCopy> streamed;

  /**
   * Entries of {@code from} that follow each other in {@code to}.
   *
   * @param indices i32
   */
  public GatherLoop(Entries entries, MemorySegment from, MemorySegment indices, MemorySegment to) {
    this.entries = entries;
    this.from = from;
    this.indices = indices;
    this.to = to;
    this.count = indices.byteSize() / Integer.BYTES;
    this.bytes = from.byteSize() / (entries.outer * entries.size);
    this.picks = bytes == Integer.BYTES ? Picks.of(entries.outer, count) : Optional.empty();
    this.streamed = StreamedCopy.of(to, bytes, from.byteSize() + to.byteSize());
  }

  @Override
  public void run() {
    if (picks.isPresent()) {
      for (long i = 0; i < count; i++) {
        picks.get().set(i, entries.picked(indices, i));
      }
    }
    if (to.byteSize() < WORTH_A_TEAM) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
  }

  @Override
  public void run(int thread, int threads) {
    long all = entries.outer * count;
    long end = all * (thread + 1) / threads;
    long at = all * thread / threads;
    while (at < end) {
      long row = at / count;
      long first = at - row * count;
      long last = Math.min(count, first + end - at);
      if (bytes == Integer.BYTES) {
        singles(row, first, last);
      } else {
        several(row, first, last);
      }
      at += last - first;
    }
  }

  private void singles(long row, long first, long last) {
    long start = row * entries.size;
    if (picks.isPresent()) {
      long address = from.address() + start * Integer.BYTES;
      long copies = to.address() + (row * count + first) * Integer.BYTES;
      picks.get().copy(address, first, last - first, copies);
      return;
    }
    for (long i = first; i < last; i++) {
      int word = from.getAtIndex(JAVA_INT, start + entries.picked(indices, i));
      to.setAtIndex(JAVA_INT, row * count + i, word);
    }
  }

  private void several(long row, long first, long last) {
    for (long i = first; i < last; i++) {
      long entry = row * entries.size + entries.picked(indices, i);
      long copy = (row * count + i) * bytes;
      if (streamed.isPresent()) {
        streamed.get().copy(from.address() + entry * bytes, to.address() + copy, bytes);
      } else {
        MemorySegment.copy(from, entry * bytes, to, copy, bytes);
      }
    }
  }
}
