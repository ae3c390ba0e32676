package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.op.Binary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcastInputTest {
  private static final Random RANDOM = new Random(4);

  private static MemorySegment floats(int count, float factor) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = factor * i;
    }
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  /** Which element a place reads. */
  private static long source(List<LoopAxis> axes, long place) {
    long rest = place;
    long source = 0;
    for (LoopAxis axis : axes.reversed()) {
      source += rest % axis.size() * axis.step();
      rest /= axis.size();
    }
    return source;
  }

  private static void check(LoopAxis... axes) {
    List<LoopAxis> all = List.of(axes);
    int count = Math.toIntExact(LoopAxis.elements(all));
    long last = all.stream().mapToLong(axis -> (axis.size() - 1) * axis.step()).sum();
    MemorySegment memory = floats((int) last + 1, 1);
    BroadcastInput broadcast = new BroadcastInput(memory, all);
    for (int i = 0; i < 20; i++) {
      int from = RANDOM.nextInt(count);
      int length = Math.min(count - from, 1 + RANDOM.nextInt(1024));
      float[] lane = new float[1024];
      broadcast.read(lane, from, length);
      for (int j = 0; j < length; j++) {
        assertEquals(source(all, from + j), (long) lane[j], all + " at " + (from + j));
      }
    }
  }

  @Test
  void everyPlaceReadsItsElement() {
    check(new LoopAxis(5000, 1));
    check(new LoopAxis(5000, 0));
    check(new LoopAxis(50, 1), new LoopAxis(100, 0));
    check(new LoopAxis(700, 1), new LoopAxis(3, 0));
    check(new LoopAxis(100, 0), new LoopAxis(50, 1));
    check(new LoopAxis(3, 0), new LoopAxis(2000, 1));
    check(new LoopAxis(4, 7), new LoopAxis(30, 0), new LoopAxis(7, 1));
    check(new LoopAxis(6, 32), new LoopAxis(4, 8), new LoopAxis(81, 0), new LoopAxis(8, 1));
    check(new LoopAxis(6, 0), new LoopAxis(4, 8), new LoopAxis(81, 0), new LoopAxis(8, 1));
    check(new LoopAxis(3, 5), new LoopAxis(4, 0), new LoopAxis(5, 1), new LoopAxis(6, 0));
    check(new LoopAxis(9, 2), new LoopAxis(11, 18));
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
            new BroadcastInput(column, List.of(new LoopAxis(rows, 1), new LoopAxis(columns, 0))),
            BroadcastInput.whole(wide),
            result)
        .run();
    IntStream.range(0, rows * columns)
        .forEach(i -> assertEquals(0.5f * (i / columns) - i, result.getAtIndex(JAVA_FLOAT, i)));
  }
}
