package fovea.format;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Maps a safetensors file and believes nothing in it before it is checked. */
final class SafetensorsReader {

  /** The limit of the reference implementation. */
  static final long MAX_HEADER = 100_000_000;

  private static final int MAX_DIMENSIONS = 64;

  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final String AGAIN = "Get the file again, or save the model again";

  private final String where;

  private SafetensorsReader(String where) {
    this.where = where;
  }

  static Safetensors read(Path file, Arena arena) {
    return read(MappedFile.map(file, "a safetensors file", arena), file.toString());
  }

  /** The content of a file that is in memory; {@code where} names it in errors. */
  static Safetensors read(MemorySegment file, String where) {
    return new SafetensorsReader(where).parse(file);
  }

  private Safetensors parse(MemorySegment file) {
    if (file.byteSize() < Long.BYTES) {
      throw truncated(Long.BYTES, file.byteSize());
    }
    long headerLength = file.get(LENGTH, 0);
    if (headerLength < 2 || headerLength > MAX_HEADER) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected a header of 2 to %,d bytes, found a claim of %s",
              MAX_HEADER,
              Long.toUnsignedString(headerLength)),
          "This is no safetensors file, or a damaged one; get it again");
    }
    if (headerLength > file.byteSize() - Long.BYTES) {
      throw truncated(Long.BYTES + headerLength, file.byteSize());
    }
    MemorySegment header = file.asSlice(Long.BYTES, headerLength);
    MemorySegment data = file.asSlice(Long.BYTES + headerLength);
    if (!(Json.parse(header.asByteBuffer(), where) instanceof JsonObject(var members))) {
      throw error("expected a JSON object as header, found another value", AGAIN);
    }
    var metadata = new LinkedHashMap<String, String>();
    var entries = new ArrayList<Entry>();
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      if (member.getKey().equals(Safetensors.METADATA)) {
        metadata.putAll(metadata(member.getValue()));
      } else {
        entries.add(entry(member.getKey(), member.getValue()));
      }
    }
    checkCover(entries, Long.BYTES + headerLength, data.byteSize());
    return new Safetensors(entries.stream().map(entry -> entry.array(data)).toList(), metadata);
  }

  /** One array of the header, with its place in the data. */
  private record Entry(String name, ArrayDType type, List<Long> shape, long begin, long end) {

    NamedArray array(MemorySegment data) {
      return new NamedArray(name, type, shape, data.asSlice(begin, end - begin));
    }
  }

  private Entry entry(String name, JsonValue value) {
    try {
      return entryOf(name, value);
    } catch (FormatException e) {
      throw e.within(NamedArray.describe(name)).within(where);
    }
  }

  private static Entry entryOf(String name, JsonValue value) {
    if (!(value instanceof JsonObject fields)) {
      throw new FormatException("header", "expected an object, found " + value.kind(), AGAIN);
    }
    ArrayDType type = type(fields.string("dtype"));
    JsonArray dimensions = fields.array("shape");
    if (dimensions.values().size() > MAX_DIMENSIONS) {
      throw new FormatException(
          "shape",
          String.format(
              Locale.ROOT,
              "expected at most %d dimensions, found %,d",
              MAX_DIMENSIONS,
              dimensions.values().size()),
          AGAIN);
    }
    List<Long> shape = Arrays.stream(dimensions.longs()).boxed().toList();
    long expected = NamedArray.bytes(type, shape);
    long[] offsets = fields.array("data_offsets").longs();
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      String found =
          offsets.length == 2
              ? Arrays.toString(offsets)
              : String.format(Locale.ROOT, "%,d numbers", offsets.length);
      throw new FormatException("data_offsets", "expected [begin, end], found " + found, AGAIN);
    }
    if (offsets[1] - offsets[0] != expected) {
      throw new FormatException(
          "data_offsets",
          String.format(
              Locale.ROOT,
              "expected %,d bytes for %s %s, found %,d",
              expected,
              type,
              shape,
              offsets[1] - offsets[0]),
          AGAIN);
    }
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private static ArrayDType type(String name) {
    return ArrayDType.named(name)
        .orElseThrow(
            () ->
                new FormatException(
                    "dtype",
                    "expected one of %s, found %s"
                        .formatted(
                            Arrays.toString(ArrayDType.values()), FormatException.excerpt(name)),
                    "Convert the array to one of them"));
  }

  private Map<String, String> metadata(JsonValue value) {
    if (!(value instanceof JsonObject fields)) {
      throw error("expected an object as metadata, found " + value.kind(), AGAIN);
    }
    var metadata = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonValue> field : fields.members().entrySet()) {
      if (!(field.getValue() instanceof JsonString(var text))) {
        throw error(
            "expected strings as metadata, found %s under %s"
                .formatted(field.getValue().kind(), FormatException.excerpt(field.getKey())),
            AGAIN);
      }
      metadata.put(field.getKey(), text);
    }
    return metadata;
  }

  /** The arrays must lie end to end: neither holes, where anything could hide, nor overlaps. */
  private void checkCover(List<Entry> entries, long dataStart, long dataSize) {
    var byOffset = new ArrayList<>(entries);
    byOffset.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : byOffset) {
      if (entry.begin() != end) {
        throw error(
            String.format(
                Locale.ROOT,
                "expected %s to begin at byte %,d of the data, found %,d (%s)",
                NamedArray.describe(entry.name()),
                end,
                entry.begin(),
                entry.begin() < end ? "overlap" : "gap"),
            AGAIN);
      }
      end = entry.end();
    }
    if (end > dataSize) {
      // A hostile offset can make the sum overflow; the offset alone then says enough.
      throw truncated(Math.max(end, dataStart + end), dataStart + dataSize);
    }
    if (end < dataSize) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected %,d bytes, found %,d more at the end",
              dataStart + end,
              dataSize - end),
          AGAIN);
    }
  }

  private FormatException truncated(long expected, long found) {
    return error(
        String.format(
            Locale.ROOT,
            "the file is cut short: expected at least %,d bytes, found %,d",
            expected,
            found),
        AGAIN);
  }

  private FormatException error(String problem, String remedy) {
    return new FormatException(where, problem, remedy);
  }
}
