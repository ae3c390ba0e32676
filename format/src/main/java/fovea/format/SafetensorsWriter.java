package fovea.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a safetensors file. */
final class SafetensorsWriter {

  /** The data begins at a multiple of this, so that a mapped array is aligned. */
  private static final int ALIGNMENT = 8;

  private static final int CHUNK = 1 << 20;

  private SafetensorsWriter() {}

  static void write(Safetensors content, Path file) {
    // The header keeps the caller's order; the data goes widest elements first, which aligns every
    // array without padding, for the format allows no gaps.
    List<NamedArray> placed = new ArrayList<>(content.arrays());
    placed.sort(Comparator.comparingInt((NamedArray array) -> array.type().bytes()).reversed());
    byte[] header = header(content, placed);
    if (header.length > SafetensorsReader.MAX_HEADER) {
      throw new FormatException(
          file.toString(),
          String.format(
              Locale.ROOT,
              "the header needs %,d bytes, over the limit of %,d",
              header.length,
              SafetensorsReader.MAX_HEADER),
          "Keep less metadata");
    }
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array();
    AtomicFile.write(
        file,
        out -> {
          out.write(length);
          out.write(header);
          var chunk = new byte[CHUNK];
          for (NamedArray array : placed) {
            copy(array.data(), out, chunk);
          }
        });
  }

  private static byte[] header(Safetensors content, List<NamedArray> placed) {
    Map<String, Long> begins = new HashMap<>();
    long end = 0;
    for (NamedArray array : placed) {
      begins.put(array.name(), end);
      end += array.data().byteSize();
    }
    var text = new StringBuilder("{");
    String separator = "";
    if (!content.metadata().isEmpty()) {
      text.append(quoted(Safetensors.METADATA)).append(':').append(metadata(content));
      separator = ",";
    }
    for (NamedArray array : content.arrays()) {
      long begin = begins.getOrDefault(array.name(), 0L);
      text.append(separator).append(quoted(array.name())).append(':').append(entry(array, begin));
      separator = ",";
    }
    text.append('}');
    int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
    text.repeat(' ', Math.floorMod(-bytes, ALIGNMENT));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String metadata(Safetensors content) {
    JsonObject object = JsonObject.empty();
    for (Map.Entry<String, String> field : content.metadata().entrySet()) {
      object = object.with(field.getKey(), field.getValue());
    }
    return Json.write(object);
  }

  private static String entry(NamedArray array, long begin) {
    long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
    return Json.write(
        JsonObject.empty()
            .with("dtype", array.type().name())
            .with("shape", JsonArray.of(shape))
            .with("data_offsets", JsonArray.of(begin, begin + array.data().byteSize())));
  }

  private static String quoted(String name) {
    return Json.write(new JsonString(name));
  }

  private static void copy(MemorySegment data, OutputStream out, byte[] chunk) throws IOException {
    MemorySegment window = MemorySegment.ofArray(chunk);
    for (long done = 0; done < data.byteSize(); done += chunk.length) {
      long bytes = Math.min(chunk.length, data.byteSize() - done);
      MemorySegment.copy(data, done, window, 0, bytes);
      out.write(chunk, 0, (int) bytes);
    }
  }
}
