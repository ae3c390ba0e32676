package fovea.graph.run;

import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives temporary slots their offsets in the arena: those alive at the same time do not overlap.
 * Largest first, each at the lowest place that is free for its life.
 */
final class Lifetimes {
  /** Start of every slot: a cache line, and what the widest vector wants. */
  private static final long ALIGNMENT = 64;

  private final Map<Slot, Block> blocks = new LinkedHashMap<>();
  private final Set<Slot> elsewhere;

  /** Slots that share one place, alive from call {@code first} to call {@code last}. */
  private static final class Block {
    private final long bytes;
    private final int first;
    private int last;
    private long offset;

    Block(long bytes, int call) {
      this.bytes = bytes;
      this.first = call;
      this.last = call;
    }

    boolean meets(Block other) {
      return first <= other.last && other.first <= last;
    }

    long end() {
      return offset + bytes;
    }
  }

  /** Offsets of slots and the bytes that the arena needs for them. */
  record Placement(Map<Slot, Long> offsets, long bytes) {
    /** Both, one after the other in the same memory; no slot may be in both. */
    Placement then(Placement next) {
      Map<Slot, Long> all = new HashMap<>(offsets);
      all.putAll(next.offsets);
      return new Placement(all, Math.max(bytes, next.bytes));
    }
  }

  private Lifetimes(Set<Slot> elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Places all temporary slots of {@code calls}; {@code results} live to the end. */
  static Placement place(List<Call> calls, List<Slot> results) {
    return new Lifetimes(Set.of()).plan(calls, results);
  }

  /** Places what both parts of a plan need, but not what outlives a run. */
  static Placement place(Prologue prologue, List<Slot> results) {
    return new Lifetimes(prologue.kept())
        .plan(prologue.calls(), List.of())
        .then(place(prologue.body(), results));
  }

  private Placement plan(List<Call> calls, List<Slot> results) {
    IdentityHashMap<Slot, Integer> lastUse = new IdentityHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      for (Slot slot : calls.get(i).reads()) {
        lastUse.put(slot.storage(), i);
      }
    }
    results.forEach(slot -> lastUse.put(slot.storage(), calls.size()));
    for (int i = 0; i < calls.size(); i++) {
      open(calls.get(i), i, lastUse);
    }
    results.forEach(slot -> extend(slot.storage(), calls.size()));
    long bytes = offsets();
    IdentityHashMap<Slot, Long> offsets = new IdentityHashMap<>();
    blocks.forEach((slot, block) -> offsets.put(slot, block.offset));
    return new Placement(offsets, bytes);
  }

  private void open(Call call, int index, Map<Slot, Integer> lastUse) {
    for (Slot slot : call.reads()) {
      extend(slot.storage(), index);
    }
    for (int i = 0; i < call.writes().size(); i++) {
      Slot slot = call.writes().get(i).storage();
      if (temporary(slot) && !elsewhere.contains(slot) && !blocks.containsKey(slot)) {
        Block block = new Block(rounded(slot.bytes()), index);
        if (i == 0 && call.inPlace()) {
          Slot first = call.reads().getFirst().storage();
          block = dies(first, slot, index, lastUse) ? blocks.get(first) : block;
        }
        blocks.put(slot, block);
      }
      extend(slot, index);
    }
    for (Slot slot : call.scratch()) {
      blocks.put(slot, new Block(rounded(slot.bytes()), index));
    }
  }

  /** Whether {@code read} is not needed after this call and as large as {@code written}. */
  private boolean dies(Slot read, Slot written, int index, Map<Slot, Integer> lastUse) {
    return blocks.containsKey(read)
        && blocks.get(read).last == index
        && lastUse.getOrDefault(read, -1) == index
        && blocks.get(read).bytes == rounded(written.bytes());
  }

  private void extend(Slot slot, int index) {
    Block block = blocks.get(slot);
    if (block != null) {
      block.last = Math.max(block.last, index);
    }
  }

  private long offsets() {
    List<Block> open = new ArrayList<>(new LinkedHashSet<>(blocks.values()));
    open.sort(Comparator.comparingLong((Block b) -> -b.bytes).thenComparingInt(b -> b.first));
    List<Block> placed = new ArrayList<>();
    long total = 0;
    for (Block block : open) {
      long offset = 0;
      for (Block other : placed) {
        if (block.meets(other) && offset + block.bytes > other.offset) {
          offset = Math.max(offset, other.end());
        }
      }
      block.offset = offset;
      placed.add(block);
      placed.sort(Comparator.comparingLong(b -> b.offset));
      total = Math.max(total, block.end());
    }
    return total;
  }

  private static boolean temporary(Slot slot) {
    return slot.place() instanceof Slot.Place.Temporary;
  }

  private static long rounded(long bytes) {
    return (Math.max(bytes, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
