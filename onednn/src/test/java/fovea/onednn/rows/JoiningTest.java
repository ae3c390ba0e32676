package fovea.onednn.rows;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Natives;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JoiningTest {
  private static final long SEED = 5;
  private static final double MILLIONTH = 1e-6;
  private static final int[] LENGTHS = {16, 17, 31, 49, 64, 127, 128, 129, 255, 784, 1000, 1024};

  private static final int[] SPECIAL = {
    0, 0x80000000, 0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff, 0x7f800000, 0xff800000, 1
  };

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
  }

  static Stream<Vectors> widths() {
    return Stream.of(Vectors.values())
        .filter(width -> Vectors.here().stream().anyMatch(here -> width.lanes() <= here.lanes()));
  }

  /** Rows with some elements between them. */
  private static MemorySegment floats(Arena arena, int rows, int stride, Random random) {
    MemorySegment memory = arena.allocate((long) rows * stride * Float.BYTES, 4);
    for (int i = 0; i < rows * stride; i++) {
      memory.setAtIndex(JAVA_FLOAT, i, random.nextFloat() - 0.25f);
    }
    return memory;
  }

  private static Matrix matrix(MemorySegment memory, int rows, int stride, int columns) {
    return new Matrix().at(memory.address(), rows).lying(stride, columns);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void rowsAndColumnsAreSummedUp(Vectors vectors) {
    Random random = new Random(SEED);
    for (int columns : LENGTHS) {
      for (int rows : new int[] {41, 65, 130}) {
        for (int stride : new int[] {columns, columns + 3}) {
          sums(new SumsOfRows(vectors), true, rows, stride, columns, random);
          sums(new SumsOfColumns(vectors), false, rows, stride, columns, random);
        }
      }
    }
    // Short rows that follow each other.
    for (int columns : new int[] {1, 2, 3, 7, 8, 15}) {
      for (int rows : new int[] {600, 1001, 5003}) {
        sums(new SumsOfColumns(vectors), false, rows, columns, columns, random);
      }
    }
  }

  private static void sums(
      Joining joining, boolean ofRows, int rows, int stride, int columns, Random random) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = floats(arena, rows, stride, random);
      int results = ofRows ? rows : columns;
      double[] expected = new double[results];
      double[] magnitudes = new double[results];
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          float one = memory.getAtIndex(JAVA_FLOAT, (long) row * stride + column);
          expected[ofRows ? row : column] += one;
          magnitudes[ofRows ? row : column] += Math.abs(one);
        }
      }
      Matrix matrix = matrix(memory, rows, stride, columns);
      double[] totals = new double[results + 2];
      totals[1] = 1000;
      assertTrue(joining.takes(matrix));
      joining.join(matrix, totals, 1);
      String what = rows + " rows of " + columns + ", " + stride + " apart";
      for (int i = 0; i < results; i++) {
        double allowed = MILLIONTH * magnitudes[i];
        assertEquals(expected[i] + (i == 0 ? 1000 : 0), totals[i + 1], allowed, what);
      }
      assertEquals(0, totals[0], what);
      assertEquals(0, totals[results + 1], what);
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void theLargestIsInTheOrderOfComparison(Vectors vectors) {
    Random random = new Random(SEED);
    LargestOfRows largest = new LargestOfRows(vectors);
    LargestPlaces places = new LargestPlaces(vectors);
    for (int columns : LENGTHS) {
      int rows = 130;
      int stride = columns + 1;
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = floats(arena, rows, stride, random);
        for (int i = 0; i < rows * stride; i++) {
          // Most rows have few different numbers, some are all negative, some have NaN.
          int row = i / stride;
          int bits =
              switch (row % 5) {
                case 0 -> Float.floatToRawIntBits(random.nextInt(9));
                case 1 -> Float.floatToRawIntBits(-random.nextFloat());
                case 2 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 3 -> random.nextBoolean() ? 0 : 0x80000000;
                default -> random.nextInt();
              };
          memory.setAtIndex(JAVA_INT, i, bits);
        }
        Matrix matrix = matrix(memory, rows, stride, columns);
        double[] totals = new double[rows];
        Arrays.fill(totals, Double.NEGATIVE_INFINITY);
        largest.join(matrix, totals, 0);
        for (int row = 0; row < rows; row++) {
          int best = first(memory, row * stride, 1, columns);
          float expected = memory.getAtIndex(JAVA_FLOAT, (long) row * stride + best);
          assertEquals(expected, (float) totals[row], "row " + row + " of " + columns);
        }
        MemorySegment found = arena.allocate(JAVA_INT, columns);
        places.ofColumns(matrix, found.address());
        for (int column = 0; column < columns; column++) {
          int best = first(memory, column, stride, rows);
          assertEquals(best, found.getAtIndex(JAVA_INT, column), column + " of " + columns);
        }
      }
    }
  }

  /** Which of some floats is the first largest. */
  private static int first(MemorySegment memory, int from, int step, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      float one = memory.getAtIndex(JAVA_FLOAT, (long) from + (long) i * step);
      float before = memory.getAtIndex(JAVA_FLOAT, (long) from + (long) best * step);
      best = Float.compare(one, before) > 0 ? i : best;
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("widths")
  void rowsShorterThanAVectorAreLeftToJava(Vectors vectors) {
    Matrix matrix = new Matrix().at(0, 1000).lying(vectors.lanes(), vectors.lanes() - 1);
    assertFalse(new SumsOfRows(vectors).takes(matrix));
    assertFalse(new SumsOfColumns(vectors).takes(matrix));
    assertFalse(new LargestOfRows(vectors).takes(matrix));
  }
}
