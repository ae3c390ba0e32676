package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexLoopsTest {
  private static MemorySegment ints(int... values) {
    return Arena.ofAuto().allocateFrom(JAVA_INT, values);
  }

  @Test
  void equalElementsAreMarked() {
    MemorySegment same = ints(7, 7, 7);
    IndexLoops.equal(ints(1, -2, 3), ints(1, 2, 3), same).run();
    assertArrayEquals(new int[] {1, 0, 1}, same.toArray(JAVA_INT));
  }

  @Test
  void eitherIndexIsChosen() {
    MemorySegment chosen = ints(7, 7, 7);
    List<MemorySegment> inputs = List.of(ints(1, 0, -5), ints(1, 2, 3), ints(-1, -2, -3));
    IndexLoops.select(inputs, chosen).run();
    assertArrayEquals(new int[] {1, -2, 3}, chosen.toArray(JAVA_INT));
  }
}
