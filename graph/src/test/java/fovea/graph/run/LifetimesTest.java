package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifetimesTest {
  private static final int UNIT = 64;

  private static Slot slot(int floats) {
    return Slot.temporary(Layout.plain(TensorType.f32(floats)));
  }

  private static Call call(
      List<Slot> reads, List<Slot> writes, List<Slot> scratch, boolean inPlace) {
    Call.Label label = new Call.Label("", "test", "", "none", false);
    return new Call(label, reads, writes, scratch, inPlace, _ -> () -> {});
  }

  @Test
  void aChainNeedsTheTwoLargestNeighbors() {
    Slot a = slot(16);
    Slot b = slot(32);
    Slot c = slot(48);
    List<Call> calls =
        List.of(
            call(List.of(), List.of(a), List.of(), false),
            call(List.of(a), List.of(b), List.of(), false),
            call(List.of(b), List.of(c), List.of(), false));
    assertEquals((32 + 48) * 4, Lifetimes.place(calls, List.of(c)).bytes());
  }

  @Test
  void inPlaceTakesTheMemoryOfWhatDies() {
    Slot a = slot(16);
    Slot b = slot(16);
    List<Call> calls =
        List.of(
            call(List.of(), List.of(a), List.of(), false),
            call(List.of(a), List.of(b), List.of(), true));
    assertEquals(64, Lifetimes.place(calls, List.of(b)).bytes());
    assertEquals(128, Lifetimes.place(calls, List.of(a, b)).bytes());
  }

  @Test
  void randomPlansKeepWhatIsStillNeeded() {
    for (int seed = 0; seed < 300; seed++) {
      new RandomPlan(seed).check();
    }
  }

  /**
   * Random calls; a run of them marks each piece of memory with the slot that was written there.
   */
  private static final class RandomPlan {
    private final Random random;
    private final String name;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();

    RandomPlan(int seed) {
      random = new Random(seed);
      name = "seed " + seed;
      for (int i = random.nextInt(1, 30); i >= 0; i--) {
        List<Slot> reads = some(3);
        List<Slot> writes = new ArrayList<>(List.of(sized(reads)));
        if (random.nextInt(4) == 0) {
          writes.add(slot(random.nextInt(1, 100)));
        }
        List<Slot> scratch =
            random.nextInt(3) == 0 ? List.of(slot(random.nextInt(1, 200))) : List.of();
        boolean inPlace = !reads.isEmpty() && random.nextBoolean();
        calls.add(call(reads, List.copyOf(writes), scratch, inPlace));
        slots.addAll(writes);
      }
    }

    /** Often as large as what is read, so that working in place is possible. */
    private Slot sized(List<Slot> reads) {
      return !reads.isEmpty() && random.nextBoolean()
          ? Slot.temporary(reads.getFirst().layout())
          : slot(random.nextInt(1, 100));
    }

    private List<Slot> some(int most) {
      List<Slot> chosen = new ArrayList<>();
      for (int i = random.nextInt(most + 1); i > 0 && !slots.isEmpty(); i--) {
        Slot slot = slots.get(random.nextInt(slots.size()));
        chosen.add(random.nextInt(5) == 0 ? slot.seen(slot.layout()) : slot);
      }
      return chosen;
    }

    void check() {
      List<Slot> results = some(3);
      Lifetimes.Placement placement = Lifetimes.place(calls, results);
      Map<Long, Slot> memory = new HashMap<>();
      for (Call call : calls) {
        call.reads().forEach(slot -> assertHolds(memory, placement, slot));
        call.scratch().forEach(slot -> mark(memory, placement, slot));
        call.writes().forEach(slot -> mark(memory, placement, slot));
        // All of it is there during the call, but for what a result replaces in place.
        call.scratch().forEach(slot -> assertHolds(memory, placement, slot));
        call.writes().forEach(slot -> assertHolds(memory, placement, slot));
        call.reads().stream()
            .filter(slot -> !call.inPlace() || !sameMemory(slot, call.reads().getFirst()))
            .forEach(slot -> assertHolds(memory, placement, slot));
      }
      results.forEach(slot -> assertHolds(memory, placement, slot));
    }

    private static boolean sameMemory(Slot a, Slot b) {
      return a.storage().equals(b.storage());
    }

    private void mark(Map<Long, Slot> memory, Lifetimes.Placement placement, Slot slot) {
      units(placement, slot).forEach(unit -> memory.put(unit, slot.storage()));
    }

    private void assertHolds(Map<Long, Slot> memory, Lifetimes.Placement placement, Slot slot) {
      for (long unit : units(placement, slot)) {
        assertEquals(slot.storage(), memory.get(unit), name + ": a slot was overwritten");
      }
    }

    private List<Long> units(Lifetimes.Placement placement, Slot slot) {
      long start = placement.offsets().get(slot.storage());
      assertEquals(0, start % UNIT, name + ": alignment");
      assertTrue(start + slot.bytes() <= placement.bytes(), name + ": within the arena");
      List<Long> units = new ArrayList<>();
      for (long at = start; at < start + slot.bytes(); at += UNIT) {
        units.add(at / UNIT);
      }
      return units;
    }
  }
}
