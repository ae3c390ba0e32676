package fovea.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are read, or refused with a sentence. */
class FormatFuzzTest {

  @MethodSource("texts")
  @FuzzTest(maxDuration = "2m")
  void json(byte[] data) {
    JsonValue value;
    try {
      value = Json.parse(ByteBuffer.wrap(data), "fuzz");
    } catch (FormatException e) {
      Sentences.check(e);
      return;
    }
    assertEquals(value, Json.parse(Json.write(value), "written"));
    assertEquals(value, Json.parse(Json.pretty(value), "written"));
  }

  @MethodSource("headers")
  @FuzzTest(maxDuration = "2m")
  void safetensors(byte[] data) {
    try {
      Safetensors read = SafetensorsReader.read(MemorySegment.ofArray(data), "fuzz");
      read.arrays().forEach(NamedArray::toDoubles);
    } catch (FormatException e) {
      Sentences.check(e);
    }
  }

  static Stream<byte[]> texts() {
    return Stream.of(
            "{\"a\": [1, -2.5e3, true, null], \"b\": {\"c\": \"\\u00e9\\n\"}}",
            "[[[]], {}, \"\", 0]",
            "\"😀\"",
            "{\"a\":1,\"a\":2}",
            "[1,]")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> headers() {
    String array = "{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}";
    return Stream.of(
            "{\"a\":%s,\"__metadata__\":{\"x\":\"y\"}}".formatted(array),
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
            "{\"a\":%s,\"b\":%s}".formatted(array, array))
        .map(FormatFuzzTest::file);
  }

  private static byte[] file(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(16 + text.length).put((byte) text.length).put(8, text).array();
  }
}
