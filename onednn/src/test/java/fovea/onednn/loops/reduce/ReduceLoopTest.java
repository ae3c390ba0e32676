package fovea.onednn.loops.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.onednn.ffm.system.OpenMp;
import fovea.onednn.loops.LoopAxis;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReduceLoopTest {
  private static final Random RANDOM = new Random(3);
  private static final double MILLIONTH = 1e-6;

  private int threads;

  @BeforeEach
  void remember() {
    threads = OpenMp.threads();
  }

  @AfterEach
  void restore() {
    OpenMp.setThreads(threads);
  }

  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  /** Axes of a row-major tensor, of which those in {@code reduced} go. */
  private static List<LoopAxis> axes(List<Integer> reduced, int... sizes) {
    List<LoopAxis> axes = new ArrayList<>();
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      boolean gone = reduced.contains(i);
      axes.addFirst(new LoopAxis(sizes[i], gone ? 0 : step));
      step *= gone ? 1 : sizes[i];
    }
    return axes;
  }

  /** Which result each element goes to. */
  private static int place(List<LoopAxis> axes, int element) {
    int rest = element;
    long place = 0;
    for (LoopAxis axis : axes.reversed()) {
      place += rest % axis.size() * axis.step();
      rest /= (int) axis.size();
    }
    return (int) place;
  }

  private static void check(List<LoopAxis> axes) {
    float[] values = new float[Math.toIntExact(LoopAxis.elements(axes))];
    for (int i = 0; i < values.length; i++) {
      values[i] = RANDOM.nextFloat() - 0.25f;
    }
    int results = 1;
    for (LoopAxis axis : axes) {
      results *= axis.step() == 0 ? 1 : (int) axis.size();
    }
    double[] sums = new double[results];
    double[] magnitudes = new double[results];
    float[] largest = new float[results];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < values.length; i++) {
      int place = place(axes, i);
      sums[place] += values[i];
      magnitudes[place] += Math.abs(values[i]);
      largest[place] = Math.max(largest[place], values[i]);
    }
    MemorySegment found = floats(new float[results]);
    new LargestLoop(axes, floats(values), found).run();
    assertArrayEquals(largest, found.toArray(JAVA_FLOAT), axes.toString());
    new SumLoop(axes, floats(values), found).run();
    for (int i = 0; i < results; i++) {
      // A result is rounded to f32 once more.
      double allowed = MILLIONTH * magnitudes[i] + Math.ulp((float) sums[i]);
      assertEquals(sums[i], found.getAtIndex(JAVA_FLOAT, i), allowed, axes + " at " + i);
    }
  }

  @Test
  void anyAxesGo() {
    for (int team : List.of(1, 2, 3)) {
      OpenMp.setThreads(team);
      for (int i = 0; i < 300; i++) {
        int[] sizes = RANDOM.ints(1 + RANDOM.nextInt(5), 1, 2 + RANDOM.nextInt(14)).toArray();
        List<Integer> reduced = new ArrayList<>();
        for (int axis = 0; axis < sizes.length; axis++) {
          if (RANDOM.nextBoolean()) {
            reduced.add(axis);
          }
        }
        check(axes(reduced, sizes));
      }
    }
  }

  @Test
  void largeOnesAreSharedByThreads() {
    for (int team : List.of(1, 2, 3)) {
      OpenMp.setThreads(team);
      check(axes(List.of(0), 300_001));
      check(axes(List.of(0), 40_001, 3));
      check(axes(List.of(1), 3, 40_001));
      check(axes(List.of(0), 50, 3000));
      check(axes(List.of(1), 50, 3000));
      check(axes(List.of(0, 2), 20, 30, 200));
      check(axes(List.of(1), 7, 33, 1100));
      check(axes(List.of(0, 2), 2, 3, 50_000));
    }
  }

  @Test
  void blocksOfChannelsAreAxesOfTheirOwn() {
    // [n, c / 8, h * w, 8] to [n, c], to [c] and to [n, h].
    check(
        List.of(new LoopAxis(6, 32), new LoopAxis(4, 8), new LoopAxis(81, 0), new LoopAxis(8, 1)));
    check(
        List.of(new LoopAxis(60, 0), new LoopAxis(4, 8), new LoopAxis(81, 0), new LoopAxis(8, 1)));
    check(
        List.of(
            new LoopAxis(6, 9),
            new LoopAxis(4, 0),
            new LoopAxis(9, 1),
            new LoopAxis(9, 0),
            new LoopAxis(8, 0)));
    // Results that do not lie as the elements do: [c / 8, h, w, 8] to [c, h].
    check(List.of(new LoopAxis(4, 72), new LoopAxis(9, 1), new LoopAxis(5, 0), new LoopAxis(8, 9)));
  }

  @Test
  void equalNumbersDoNotDrift() {
    float[] tenths = new float[4_000_000];
    Arrays.fill(tenths, 0.1f);
    MemorySegment found = floats(0f);
    new SumLoop(axes(List.of(0), tenths.length), floats(tenths), found).run();
    float exact = (float) (tenths.length * (double) 0.1f);
    assertEquals(exact, found.get(JAVA_FLOAT, 0), Math.ulp(exact));
  }

  @Test
  void resultsRepeat() {
    float[] values = new float[200_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) RANDOM.nextGaussian();
    }
    MemorySegment from = floats(values);
    MemorySegment found = floats(new float[4]);
    SumLoop loop = new SumLoop(axes(List.of(0), 50_000, 4), from, found);
    loop.run();
    float[] first = found.toArray(JAVA_FLOAT);
    for (int i = 0; i < 10; i++) {
      loop.run();
      assertArrayEquals(first, found.toArray(JAVA_FLOAT));
    }
  }

  @Test
  void notANumberIsTheLargest() {
    for (int place : List.of(0, 7, 500, 99_999)) {
      float[] values = new float[100_000];
      values[place] = Float.NaN;
      MemorySegment found = floats(0f);
      new LargestLoop(axes(List.of(0), values.length), floats(values), found).run();
      assertTrue(Float.isNaN(found.get(JAVA_FLOAT, 0)), "at " + place);
    }
  }
}
