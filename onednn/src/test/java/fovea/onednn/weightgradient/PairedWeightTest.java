package fovea.onednn.weightgradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.onednn.code.Routine;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Packing;
import fovea.onednn.ffm.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedWeightTest {
  private final Random random = new Random(3);

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    Natives.assumeBf16();
  }

  @ParameterizedTest
  @CsvSource({
    "OIhw8i16o2i, 16, 16, 1", "OIhw8i16o2i, 64, 48, 1", "OIhw8i16o2i, 32, 80, 3",
    "IOhw8o16i2o, 16, 16, 1", "IOhw8o16i2o, 64, 48, 1", "IOhw8o16i2o, 32, 80, 3"
  })
  void numbersStayWhatTheyAre(FormatTag layout, int outputs, int inputs, int size) {
    long[] dims = {outputs, inputs, size, size};
    float[] numbers = Values.wholeNumbers(random, dims);
    MemoryDesc from = MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, dims);
    MemoryDesc into = MemoryDesc.of(DataType.BF16, layout, dims);
    MemorySegment found = Arena.ofAuto().allocate(into.size(), 64);
    PairedWeight weight = PairedWeight.between(from, into).orElseThrow();
    weight.bind(Packing.pack(from, numbers), found, Routine::code).run();
    assertArrayEquals(numbers, Packing.unpack(into, found));
  }

  @Test
  void theyAreRoundedToTheNearest() {
    long[] dims = {16, 16, 1, 1};
    float[] numbers = Values.reals(random, dims);
    MemoryDesc from = MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, dims);
    MemoryDesc into = MemoryDesc.of(DataType.BF16, FormatTag.IOHW8O16I2O, dims);
    MemorySegment found = Arena.ofAuto().allocate(into.size(), 64);
    PairedWeight weight = PairedWeight.between(from, into).orElseThrow();
    weight.bind(Packing.pack(from, numbers), found, Routine::code).run();
    float[] rounded = Packing.unpack(into, found);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(numbers[i], rounded[i], Math.abs(numbers[i]) / 256);
    }
  }

  @Test
  void otherLayoutsGoAnotherWay() {
    long[] dims = {16, 24, 1, 1};
    MemoryDesc from = MemoryDesc.of(DataType.F32, FormatTag.OIHW16I16O, dims);
    assertTrue(
        PairedWeight.between(from, MemoryDesc.of(DataType.BF16, FormatTag.OIHW8I16O2I, dims))
            .isEmpty());
    MemoryDesc plain = MemoryDesc.plain(DataType.F32, 16, 16, 1, 1);
    MemoryDesc pairs = MemoryDesc.of(DataType.BF16, FormatTag.OIHW8I16O2I, 16, 16, 1, 1);
    assertTrue(PairedWeight.between(plain, pairs).isEmpty());
    assertTrue(PairedWeight.between(pairs, pairs).isEmpty());
  }
}
