package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Binary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StretchedTest {
  private static final Random RANDOM = new Random(4);

  private static MemorySegment floats(int count, float factor) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = factor * i;
    }
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  /** Which element a place reads. */
  private static long source(List<Axis> axes, long place) {
    long rest = place;
    long source = 0;
    for (Axis axis : axes.reversed()) {
      source += rest % axis.size() * axis.step();
      rest /= axis.size();
    }
    return source;
  }

  private static void check(Axis... axes) {
    List<Axis> all = List.of(axes);
    int count = Math.toIntExact(Axis.elements(all));
    long last = all.stream().mapToLong(axis -> (axis.size() - 1) * axis.step()).sum();
    MemorySegment memory = floats((int) last + 1, 1);
    Stretched stretched = new Stretched(memory, all);
    for (int i = 0; i < 20; i++) {
      int from = RANDOM.nextInt(count);
      int length = Math.min(count - from, 1 + RANDOM.nextInt(1024));
      float[] lane = new float[1024];
      stretched.read(lane, from, length);
      for (int j = 0; j < length; j++) {
        assertEquals(source(all, from + j), (long) lane[j], all + " at " + (from + j));
      }
    }
  }

  @Test
  void everyPlaceReadsItsElement() {
    check(new Axis(5000, 1));
    check(new Axis(5000, 0));
    check(new Axis(50, 1), new Axis(100, 0));
    check(new Axis(700, 1), new Axis(3, 0));
    check(new Axis(100, 0), new Axis(50, 1));
    check(new Axis(3, 0), new Axis(2000, 1));
    check(new Axis(4, 7), new Axis(30, 0), new Axis(7, 1));
    check(new Axis(6, 32), new Axis(4, 8), new Axis(81, 0), new Axis(8, 1));
    check(new Axis(6, 0), new Axis(4, 8), new Axis(81, 0), new Axis(8, 1));
    check(new Axis(3, 5), new Axis(4, 0), new Axis(5, 1), new Axis(6, 0));
    check(new Axis(9, 2), new Axis(11, 18));
  }

  @Test
  void threadsShareLargeOnes() {
    int rows = 300;
    int columns = 400;
    MemorySegment wide = floats(rows * columns, 1);
    MemorySegment column = floats(rows, 0.5f);
    MemorySegment result = floats(rows * columns, 0);
    new BinaryLoop(
            new Binary.Sub(),
            new Stretched(column, List.of(new Axis(rows, 1), new Axis(columns, 0))),
            Stretched.whole(wide),
            result)
        .run();
    IntStream.range(0, rows * columns)
        .forEach(i -> assertEquals(0.5f * (i / columns) - i, result.getAtIndex(JAVA_FLOAT, i)));
  }
}
