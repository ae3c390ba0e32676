package fovea.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.testdata.TestData;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {

  /** Files above this are read but not copied, to save time. */
  private static final long LARGE = 100_000;

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() {
    Path file = folder.resolve("a.safetensors");
    sample().write(file);
    Safetensors read = Safetensors.read(file);
    assertEquals(
        List.of("flags", "z.weight", "a.bias", "empty", "scalar"),
        read.arrays().stream().map(NamedArray::name).toList());
    assertEquals("{\"x\": [1]}", read.metadata().get("arguments"));
    assertEquals(List.of("model", "arguments"), List.copyOf(read.metadata().sequencedKeySet()));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, read.array("z.weight").toFloats());
    assertEquals(List.of(2L, 3L), read.array("z.weight").shape());
    assertArrayEquals(new long[] {1, 0, 1}, read.array("flags").toLongs());
    assertArrayEquals(new double[] {Math.E}, read.array("scalar").toDoubles());
    assertEquals(0, read.array("empty").elements());
  }

  @Test
  void theSameContentGivesTheSameAlignedBytes() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    sample().write(first);
    Safetensors.read(first).write(second);
    assertEquals(-1, Files.mismatch(first, second));
    try (var arena = Arena.ofConfined()) {
      for (NamedArray array : Safetensors.read(first, arena).arrays()) {
        assertEquals(0, array.data().address() % array.type().bytes(), array.name());
      }
    }
  }

  @Test
  void namesThatAreAbsentOrTwice() {
    var error = assertThrows(FormatException.class, () -> sample().array("conv9"));
    assertTrue(error.getMessage().contains("conv9"), error.getMessage());
    NamedArray array = NamedArray.of("a", List.of(1L), 1f);
    assertThrows(FormatException.class, () -> new Safetensors(List.of(array, array)));
    NamedArray reserved = NamedArray.of("__metadata__", List.of(1L), 1f);
    assertThrows(FormatException.class, () -> new Safetensors(List.of(reserved)));
  }

  @Test
  void saysHowMuchOfTheFileIsMissing() throws IOException {
    Path file = folder.resolve("cut.safetensors");
    sample().write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    String message = messageOfReading(file);
    assertTrue(message.contains("%,d bytes, found %,d".formatted(whole.length, whole.length - 3)));
  }

  @Test
  void everyPrefixIsRefusedWithASentence() throws IOException {
    Path file = folder.resolve("cut.safetensors");
    sample().write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertTrue(messageOfReading(file).startsWith(file.toString()));
    }
  }

  @Test
  void damagedBytesGiveASentenceOrAnotherValidFile() throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    sample().write(file);
    byte[] whole = Files.readAllBytes(file);
    var random = new SplittableRandom(7);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        Safetensors.read(file);
      } catch (FormatException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gap     | {\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
        "overlap | {\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
        "4 more  | {\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "expected 8 bytes | {\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "too large | {\"a\":{\"dtype\":\"F32\",\"shape\":[9999999999,9999999999],"
            + "\"data_offsets\":[0,8]}}",
        "negative | {\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "F8_E4M3  | {\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}",
        "U16      | {\"a\":{\"dtype\":\"U16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
        "C64      | {\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "Q4       | {\"a\":{\"dtype\":\"Q4\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "[begin, end] | {\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,0]}}",
        "[begin, end] | {\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[-8,0]}}",
        "[begin, end] | {\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0]}}",
        "cut short | {\"a\":{\"dtype\":\"U8\",\"shape\":[9223372036854775807],"
            + "\"data_offsets\":[0,9223372036854775807]}}",
        "\"dtype\" | {\"a\":{\"shape\":[8],\"data_offsets\":[0,8]}}",
        "found a number | {\"a\":5}",
        "twice     | {\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"a\":{}}",
        "strings as metadata | {\"__metadata__\":{\"x\":1}}",
        "as header | [1]",
      })
  void contradictionsAreNamed(String expected, String header) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    writeHeader(file, header);
    String message = messageOfReading(file);
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void largeHeadersCostLittle() throws IOException {
    Path file = folder.resolve("header.safetensors");
    writeHeader(file, "[" + "[],".repeat(2_100_000) + "0]");
    assertTrue(messageOfReading(file).contains("expected at most 2,000,000 values"));
    writeHeader(file, "{\"a\":{\"" + "x".repeat(9_000_000) + "\":0}}");
    String message = messageOfReading(file);
    assertTrue(message.length() < 500 && message.contains("found only [\"xxx"), message);
    writeHeader(file, "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + "1,".repeat(1_000_000) + "1]}}");
    assertTrue(messageOfReading(file).contains("at most 64 dimensions, found 1,000,001"));
  }

  @Test
  @Tag("long")
  void theLargestHeadersCostLittle() throws IOException {
    Path file = folder.resolve("header.safetensors");
    writeHeader(file, "[" + "[],".repeat(33_000_000) + "0]");
    assertTrue(messageOfReading(file).contains("expected at most 2,000,000 values"));
    writeHeader(file, "{" + " ".repeat(99_999_990) + "}");
    assertTrue(messageOfReading(file).contains("expected 100,"), "8 bytes of data too many");
    writeHeader(file, "{\"a\":{\"" + "x".repeat(90_000_000) + "\":0}}");
    assertTrue(messageOfReading(file).length() < 500);
  }

  @Test
  void readsArraysBeyondTwoGigabytes() throws IOException {
    long bytes = (3L << 30) + 8;
    Path file = folder.resolve("large.safetensors");
    byte[] header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(bytes, bytes)
            .getBytes(StandardCharsets.UTF_8);
    // Most of the file is a hole that takes no space on the disk.
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(prefixed(header));
      out.setLength(8 + header.length + bytes);
      out.seek(8 + header.length + bytes - 1);
      out.write(42);
    }
    try (var arena = Arena.ofConfined()) {
      NamedArray array = Safetensors.read(file, arena).array("a");
      assertEquals(bytes, array.elements());
      assertEquals(42, array.data().get(ValueLayout.JAVA_BYTE, bytes - 1));
      assertEquals(0, array.data().get(ValueLayout.JAVA_BYTE, 1L << 31));
      var error = assertThrows(FormatException.class, array::toFloats);
      assertTrue(error.getMessage().contains("more than a Java array holds"));
    }
  }

  @Test
  @Tag("long")
  void writesArraysBeyondTwoGigabytes() {
    long bytes = (3L << 30) + 8;
    Path file = folder.resolve("large.safetensors");
    try (var arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(bytes);
      data.set(ValueLayout.JAVA_BYTE, bytes - 1, (byte) 42);
      var array = new NamedArray("a", ArrayDType.U8, List.of(bytes), data);
      new Safetensors(List.of(NamedArray.of("b", List.of(1L), 5f), array)).write(file);
      Safetensors read = Safetensors.read(file, arena);
      assertEquals(42, read.array("a").data().get(ValueLayout.JAVA_BYTE, bytes - 1));
      assertArrayEquals(new float[] {5}, read.array("b").toFloats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeReadsBack(ArrayDType type) {
    byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    var array =
        new NamedArray("a", type, List.of(16L / type.bytes()), MemorySegment.ofArray(bytes));
    Path file = folder.resolve("type.safetensors");
    new Safetensors(List.of(array)).write(file);
    NamedArray read = Safetensors.read(file).array("a");
    assertEquals(type, read.type());
    assertArrayEquals(bytes, read.data().toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void otherFilesAreNoSafetensors() throws IOException {
    Path zip = Files.writeString(folder.resolve("model.pt"), "PK\3\4 and then much more text");
    assertTrue(messageOfReading(zip).contains("no safetensors file"));
    assertTrue(messageOfReading(folder.resolve("absent")).contains("found none"));
    assertTrue(messageOfReading(folder).contains("folder"));
  }

  @Test
  void readsEveryFileOfOthers() throws IOException {
    Path data = TestData.folder();
    var files = new ArrayList<Path>();
    try (var paths = Files.walk(data)) {
      paths.filter(path -> path.toString().endsWith(".safetensors")).forEach(files::add);
    }
    for (Path file : files) {
      Safetensors read = Safetensors.read(file);
      if (Files.size(file) > LARGE) {
        continue;
      }
      Path copy = folder.resolve("copy");
      read.write(copy);
      Safetensors again = Safetensors.read(copy);
      assertEquals(read.metadata(), again.metadata());
      for (NamedArray array : read.arrays()) {
        assertEquals(-1, array.data().mismatch(again.array(array.name()).data()), array.name());
      }
    }
  }

  /** A file of that header and eight bytes of data. */
  private static void writeHeader(Path file, String header) throws IOException {
    byte[] prefixed = prefixed(header.getBytes(StandardCharsets.UTF_8));
    Files.write(file, Arrays.copyOf(prefixed, prefixed.length + 8));
  }

  private static byte[] prefixed(byte[] header) {
    return ByteBuffer.allocate(8 + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static Safetensors sample() {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("model", "lenet5 \"modern\" é");
    metadata.put("arguments", "{\"x\": [1]}");
    return new Safetensors(
        List.of(
            new NamedArray(
                "flags", ArrayDType.BOOL, List.of(3L), MemorySegment.ofArray(new byte[] {1, 0, 1})),
            NamedArray.of("z.weight", List.of(2L, 3L), 1f, 2, 3, 4, 5, 6),
            NamedArray.of("a.bias", List.of(2L), 7L, 8L),
            NamedArray.of("empty", List.of(0L, 5L), new float[0]),
            NamedArray.of("scalar", List.of(), Math.E)),
        metadata);
  }

  private static String messageOfReading(Path file) {
    return assertThrows(FormatException.class, () -> Safetensors.read(file)).getMessage();
  }
}
