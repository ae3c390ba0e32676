package fovea.format;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The content of a {@code .safetensors} file: named arrays and a map of strings, both in order.
 *
 * <p>The format is eight bytes of header length, a JSON header, the data; it holds no code, and can
 * be mapped. The same content always gives the same bytes.
 *
 * @param arrays with distinct names
 * @param metadata free text by key
 */
public record Safetensors(List<NamedArray> arrays, SequencedMap<String, String> metadata) {

  /** The key under which the header keeps the metadata; no array may have this name. */
  static final String METADATA = "__metadata__";

  private static final byte[] HEADER_START = {'{'};

  /**
   * Copies list and map; the arrays' data is shared.
   *
   * @throws FormatException if two arrays have the same name, or one has the name {@code
   *     __metadata__}
   */
  public Safetensors {
    arrays = List.copyOf(arrays);
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
    var names = new HashSet<String>();
    for (NamedArray array : arrays) {
      if (array.name().equals(METADATA) || !names.add(array.name())) {
        throw new FormatException(
            NamedArray.describe(array.name()),
            "expected names that are free and differ from each other, found this one taken",
            "Give the array another name");
      }
    }
  }

  /** Arrays without metadata. */
  public Safetensors(List<NamedArray> arrays) {
    this(arrays, new LinkedHashMap<>());
  }

  /** Whether a file with these bytes is meant to be one: its header is a JSON object. */
  public static boolean isMeantBy(MemorySegment file) {
    return MappedFile.has(file, HEADER_START, Long.BYTES);
  }

  /**
   * Maps a file; the arrays are views of it, valid as long as anything refers to them.
   *
   * @throws FormatException if the file is absent, cut short, or contradicts itself
   */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file, Arena.ofAuto());
  }

  /**
   * Maps a file for as long as {@code arena} is open, for those who must replace it afterwards on
   * systems that lock mapped files.
   *
   * @throws FormatException if the file is absent, cut short, or contradicts itself
   */
  public static Safetensors read(Path file, Arena arena) {
    return SafetensorsReader.read(file, arena);
  }

  /**
   * Writes a file, atomically.
   *
   * @throws FormatException if it cannot be written; an old file of that name is then untouched
   */
  public void write(Path file) {
    SafetensorsWriter.write(this, file);
  }

  /** The array of that name, if there is one. */
  public Optional<NamedArray> find(String name) {
    return arrays.stream().filter(array -> array.name().equals(name)).findFirst();
  }

  /**
   * The array of that name.
   *
   * @throws FormatException if there is none
   */
  public NamedArray array(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new FormatException(
                    NamedArray.describe(name),
                    "expected it in the file, found " + someNames(),
                    "Check that the file belongs to this model"));
  }

  private String someNames() {
    String names = arrays.stream().limit(5).map(NamedArray::name).collect(Collectors.joining(", "));
    return arrays.size() + " others: " + names + (arrays.size() > 5 ? ", …" : "");
  }
}
