package fovea.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedArrayTest {

  @Test
  void widensHalves() {
    // 1.5 and -2 in both formats, little-endian.
    var half = bytes(0x00, 0x3E, 0x00, 0xC0);
    var brain = bytes(0xC0, 0x3F, 0x00, 0xC0);
    var expected = new float[] {1.5f, -2};
    assertArrayEquals(expected, new NamedArray("h", ArrayDType.F16, List.of(2L), half).toFloats());
    assertArrayEquals(
        expected, new NamedArray("b", ArrayDType.BF16, List.of(2L), brain).toFloats());
  }

  @Test
  void readsWholeNumbersOfEveryWidth() {
    var data = bytes(0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
    assertArrayEquals(
        new long[] {-2}, new NamedArray("a", ArrayDType.I64, List.of(), data).toLongs());
    assertArrayEquals(
        new long[] {-2, -1}, new NamedArray("a", ArrayDType.I32, List.of(2L), data).toLongs());
    assertArrayEquals(
        new long[] {-2, -1, -1, -1},
        new NamedArray("a", ArrayDType.I16, List.of(4L), data).toLongs());
    assertArrayEquals(
        new double[] {-2, -1, -1, -1, -1, -1, -1, -1},
        new NamedArray("a", ArrayDType.I8, List.of(2L, 4L), data).toDoubles());
    assertArrayEquals(
        new float[] {254, 255, 255, 255, 255, 255, 255, 255},
        new NamedArray("a", ArrayDType.U8, List.of(8L), data).toFloats());
  }

  @Test
  void realNumbersAreNotWholeOnes() {
    NamedArray array = NamedArray.of("x", List.of(2L), 1.0, 2.0);
    assertEquals(2, array.elements());
    assertThrows(FormatException.class, array::toLongs);
  }

  @Test
  void dataMustFitTheShape() {
    assertThrows(FormatException.class, () -> NamedArray.of("x", List.of(3L), 1f, 2f));
    assertThrows(FormatException.class, () -> NamedArray.of("x", List.of(-1L), 1f));
    assertThrows(
        FormatException.class,
        () -> NamedArray.of("x", List.of(Long.MAX_VALUE, 4L, 0L), new float[0]));
  }

  private static MemorySegment bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return MemorySegment.ofArray(bytes);
  }
}
