package fovea.graph.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTest {
  private static final double[] FINITE = {0, -0.0, 1, -3e38, 3e38, 1e-38, -1.5};

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64", "BF16"})
  void countsInEveryFloatingType(DType dtype) {
    for (int size : new int[] {0, 1, 7, 1023, 1024, 1025, 5000}) {
      HostBuffer values = HostBuffer.allocate(new TensorType(Shape.of(size), dtype));
      for (int i = 0; i < size; i++) {
        values.set(i, FINITE[i % FINITE.length]);
      }
      assertEquals(0, NonFinite.count(values), dtype + " of " + size);
      if (size >= 7) {
        values.set(0, Double.NaN);
        values.set(size / 2, Double.POSITIVE_INFINITY);
        values.set(size - 1, Double.NEGATIVE_INFINITY);
        assertEquals(3, NonFinite.count(values), dtype + " of " + size);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"U8", "I32", "I64"})
  void wholeNumbersAreFinite(DType dtype) {
    HostBuffer values = HostBuffer.of(new TensorType(Shape.of(2), dtype), 255, 0);
    values.data().fill((byte) 0x7f);
    assertEquals(0, NonFinite.count(values));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7fc00000, 0xffc00000, 0x7f800001, 0x7f800000, 0xff800000})
  void everyBitPatternCountsWhereverItLies(int bits) {
    // Views of files may lie at odd addresses.
    MemorySegment data = Arena.ofAuto().allocate(13).asSlice(1);
    data.set(ValueLayout.JAVA_INT_UNALIGNED, 4, bits);
    assertEquals(1, NonFinite.count(DType.F32, data));
  }
}
