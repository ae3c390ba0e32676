package fovea.graph.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostBufferTest {
  @ParameterizedTest
  @EnumSource(DType.class)
  void holdsSmallNumbersOfEachType(DType dtype) {
    HostBuffer buffer = HostBuffer.of(new TensorType(Shape.of(3), dtype), 0, 1, 100);
    assertArrayEquals(new double[] {0, 1, 100}, buffer.doubles());
    assertArrayEquals(new double[] {0, 1, 100}, buffer.cast(DType.F64).doubles());
  }

  @ParameterizedTest
  @CsvSource({
    "1.00390625, 1.0", // half way down to even
    "1.01171875, 1.015625", // half way up to even
    "1.004, 1.0078125",
    "-1.004, -1.0078125",
    "3.4e38, Infinity",
    "NaN, NaN"
  })
  void bf16RoundsToTheNearest(double value, double expected) {
    HostBuffer buffer = HostBuffer.of(new TensorType(Shape.of(1), DType.BF16), value);
    assertEquals(expected, buffer.at(0));
  }

  @Test
  void picturesAreLimitedToBytes() {
    HostBuffer buffer = HostBuffer.of(new TensorType(Shape.of(4), DType.U8), -3, 2.5, 254.6, 300);
    assertArrayEquals(new double[] {0, 3, 255, 255}, buffer.doubles());
  }

  @Test
  void sizesMustFit() {
    assertThrows(FoveaException.class, () -> HostBuffer.of(TensorType.f32(2), 1, 2, 3));
    assertThrows(
        FoveaException.class, () -> new HostBuffer(TensorType.f32(2), Arena.ofAuto().allocate(4)));
  }

  @Test
  void rowsShareTheMemory() {
    HostBuffer all = HostBuffer.of(TensorType.f32(3, 2), 1, 2, 3, 4, 5, 6);
    HostBuffer some = all.rows(1, 3);
    assertEquals(TensorType.f32(2, 2), some.type());
    all.set(2, 9);
    assertEquals(9, some.at(0));
    assertThrows(FoveaException.class, () -> all.rows(1, 1));
    assertThrows(FoveaException.class, () -> all.rows(2, 4));
  }
}
