package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.type.FoveaException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatherLoopTest {
  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  private static MemorySegment ints(int... values) {
    return Arena.ofAuto().allocateFrom(JAVA_INT, values);
  }

  private static void check(GatherLoop.Entries entries, int picks) {
    Random random = new Random(6);
    int inner = (int) entries.inner();
    int outer = (int) entries.outer();
    float[] whole = new float[outer * entries.size() * inner];
    float[] picked = new float[outer * picks * inner];
    double[] sums = new double[whole.length];
    int[] indices = random.ints(picks, 0, entries.size()).toArray();
    for (int i = 0; i < whole.length; i++) {
      whole[i] = random.nextInt(100);
    }
    for (int i = 0; i < picked.length; i++) {
      int row = i / inner / picks;
      int from = (row * entries.size() + indices[i / inner % picks]) * inner + i % inner;
      picked[i] = whole[from];
      sums[from] += picked[i];
    }
    MemorySegment found = floats(new float[picked.length]);
    new GatherLoop(entries, floats(whole), ints(indices), found).run();
    assertArrayEquals(picked, found.toArray(JAVA_FLOAT));
    MemorySegment added = floats(whole);
    new ScatterLoop(entries, found, ints(indices), added).run();
    for (int i = 0; i < sums.length; i++) {
      assertEquals((float) sums[i], added.getAtIndex(JAVA_FLOAT, i));
    }
  }

  @Test
  void entriesArePickedAndAddedUp() {
    check(new GatherLoop.Entries(1, 5, 1), 12);
    check(new GatherLoop.Entries(3, 5, 7), 4);
    check(new GatherLoop.Entries(2, 40, 1100), 60);
    check(new GatherLoop.Entries(500, 40, 1), 90);
    check(new GatherLoop.Entries(20, 60, 50), 70);
  }

  @Test
  void manyPicksOfOneEntryDoNotDrift() {
    float[] tenths = new float[3_000_000];
    Arrays.fill(tenths, 0.1f);
    MemorySegment sum = floats(5f, 5f);
    MemorySegment indices = ints(new int[tenths.length]);
    new ScatterLoop(new GatherLoop.Entries(1, 2, 1), floats(tenths), indices, sum).run();
    assertEquals(tenths.length * (double) 0.1f, sum.get(JAVA_FLOAT, 0), 0.02);
    assertEquals(0, sum.getAtIndex(JAVA_FLOAT, 1));
  }

  @Test
  void indicesBeyondTheAxisAreRefused() {
    var entries = new GatherLoop.Entries(1, 3, 1);
    MemorySegment three = floats(1, 2, 3);
    assertThrows(FoveaException.class, new GatherLoop(entries, three, ints(3), floats(0f))::run);
    assertThrows(FoveaException.class, new ScatterLoop(entries, floats(1f), ints(-1), three)::run);
    // Many rows and picks, of which only the last is wrong.
    var rows = new GatherLoop.Entries(5, 3, 1);
    int[] picks = new int[20];
    picks[19] = 3;
    MemorySegment picked = floats(new float[100]);
    assertThrows(
        FoveaException.class,
        new GatherLoop(rows, floats(new float[15]), ints(picks), picked)::run);
  }
}
