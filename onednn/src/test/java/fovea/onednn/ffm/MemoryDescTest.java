package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryDescTest {
  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nchw", "nhwc", "nChw16c", "nChw8c", "nChw4c", "chwn"})
  void namesLayoutsOfData(String layout) {
    assertEquals(layout, MemoryDesc.of(DataType.F32, FormatTag.of(layout), 2, 6, 5, 4).layout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oihw", "hwio", "OIhw16i16o", "OIhw16o16i", "Oihw16o", "Ohwi16o"})
  void namesLayoutsOfWeights(String layout) {
    assertEquals(
        layout, MemoryDesc.of(DataType.F32, FormatTag.of(layout), 6, 7, 5, 3).weightsLayout());
  }

  @Test
  void namesLayoutsOfGroupedWeights() {
    assertEquals(
        "Goihw16g",
        MemoryDesc.of(DataType.F32, FormatTag.of("Goihw16g"), 6, 1, 1, 3, 3).weightsLayout());
    assertEquals("goihw", MemoryDesc.plain(DataType.F32, 6, 2, 3, 3, 3).weightsLayout());
  }

  @Test
  void namesLayoutsWithAxesOfSizeOne() {
    assertEquals("nchw", MemoryDesc.plain(DataType.F32, 1, 1, 28, 28).layout());
    assertEquals("nchw", MemoryDesc.plain(DataType.F32, 8, 16, 1, 1).layout());
    assertEquals("nhwc", MemoryDesc.of(DataType.F32, FormatTag.NHWC, 8, 1, 5, 5).layout());
    assertEquals("nc", MemoryDesc.plain(DataType.F32, 8, 10).layout());
    assertEquals("x", MemoryDesc.plain(DataType.F32, 8).layout());
  }

  @Test
  void tellsSizesAndStrides() {
    var blocked = MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 2, 20, 3, 4);
    assertEquals(2 * 32 * 3 * 4 * 4, blocked.size());
    assertEquals(2 * 32 * 3 * 4, blocked.paddedElements());
    assertArrayEquals(new long[] {2, 20, 3, 4}, blocked.dims());
    assertArrayEquals(new long[] {2, 32, 3, 4}, blocked.paddedDims());
    assertArrayEquals(new long[] {384, 192, 64, 16}, blocked.strides());
    assertArrayEquals(new long[] {16}, blocked.innerBlocks());
    assertArrayEquals(new long[] {1}, blocked.innerAxes());
    assertTrue(blocked.isPadded());
    assertFalse(blocked.isPlain());
    assertFalse(MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 2, 32, 3, 4).isPadded());
    assertTrue(MemoryDesc.of(DataType.BF16, FormatTag.NHWC, 2, 32, 3, 4).isPlain());
    assertEquals(
        2 * 32 * 3 * 4 * 2, MemoryDesc.of(DataType.BF16, FormatTag.NHWC, 2, 32, 3, 4).size());
  }

  @Test
  void comparesByMeaning() {
    var a = MemoryDesc.of(DataType.F32, FormatTag.of("nchw"), 2, 3, 4, 5);
    var b = MemoryDesc.strided(DataType.F32, new long[] {2, 3, 4, 5}, new long[] {60, 20, 5, 1});
    assertEquals(a, b);
    assertEquals(a.hashCode(), b.hashCode());
    assertNotEquals(a, MemoryDesc.of(DataType.F32, FormatTag.NHWC, 2, 3, 4, 5));
    assertNotEquals(a, MemoryDesc.none());
    assertEquals(MemoryDesc.none(), MemoryDesc.none());
  }

  @Test
  void viewsTheSameBufferOtherwise() {
    var flat = MemoryDesc.plain(DataType.F32, 2, 12, 4, 5).reshape(2, 240);
    assertEquals(MemoryDesc.plain(DataType.F32, 2, 240), flat);
    var grouped = MemoryDesc.plain(DataType.F32, 6, 2, 3, 3).reshape(3, 2, 2, 3, 3);
    assertEquals(MemoryDesc.plain(DataType.F32, 3, 2, 2, 3, 3), grouped);
    var transposed = MemoryDesc.plain(DataType.F32, 2, 7).permute(1, 0);
    assertEquals(MemoryDesc.of(DataType.F32, FormatTag.of("cn"), 7, 2), transposed);
  }

  @Test
  void knowsWhatIsUndecidedAndWhatIsNone() {
    assertEquals(MemoryDesc.FormatKind.ANY, MemoryDesc.any(DataType.F32, 2, 3).formatKind());
    assertEquals("f32 [2, 3] any", MemoryDesc.any(DataType.F32, 2, 3).toString());
    assertTrue(MemoryDesc.none().isNone());
    assertEquals(0, MemoryDesc.none().size());
    assertEquals("none", MemoryDesc.none().toString());
  }

  @Test
  void refusesLayoutsWithoutName() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> MemoryDesc.of(DataType.F32, FormatTag.of("nChw7c"), 1, 1, 1, 1));
    assertTrue(e.getMessage().contains("aBcd7b"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> MemoryDesc.of(DataType.F32, FormatTag.of("nchx"), 1, 1, 1, 1));
  }

  @Test
  void knowsTheOrderOfElements() {
    assertTrue(MemoryDesc.plain(DataType.F32, 2, 3, 4, 5).isIn(FormatTag.of("nchw")));
    assertTrue(MemoryDesc.of(DataType.F32, FormatTag.NHWC, 2, 3, 4, 5).isIn(FormatTag.NHWC));
    var blocked = MemoryDesc.of(DataType.F32, FormatTag.NCHW16C, 2, 20, 4, 5);
    assertTrue(blocked.isIn(FormatTag.NCHW16C));
    assertFalse(blocked.isIn(FormatTag.NHWC));
    assertEquals(Optional.empty(), MemoryDesc.any(DataType.F32, 2, 3).order());
    var part = blocked.part(new long[] {2, 16, 4, 5}, new long[] {0, 0, 0, 0});
    assertEquals(Optional.empty(), part.order());
    assertEquals(FormatTag.OIHW16I16O, FormatTag.of("ABcd16b16a"));
  }
}
