package fovea.format.onnx;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tensors that lie in files beside the model; files of any other folder are refused. */
final class ExternalData {
  private static final String REMEDY = "Save the model with its weights inside, or beside it";

  private final @Nullable Path folder;
  private final Map<String, MemorySegment> files = new HashMap<>();

  /** Looks into {@code folder}. */
  ExternalData(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Refuses every reference. */
  static ExternalData none() {
    return new ExternalData(null);
  }

  /** The bytes that {@code fields} (location, offset, length) point to. */
  MemorySegment bytes(Map<String, String> fields, long expected) {
    MemorySegment file = files.computeIfAbsent(fields.getOrDefault("location", ""), this::open);
    long offset = number(fields, "offset", 0);
    long length = number(fields, "length", expected);
    if (length != expected || offset > file.byteSize() || length > file.byteSize() - offset) {
      throw new FormatException(
          "external data",
          String.format(
              Locale.ROOT,
              "expected %,d bytes, found a claim of %,d from byte %,d in a file of %,d",
              expected,
              length,
              offset,
              file.byteSize()),
          REMEDY);
    }
    return file.asSlice(offset, length);
  }

  private MemorySegment open(String location) {
    if (folder == null) {
      throw refused(location, "no file beside it, for the model is no file");
    }
    try {
      Path given = Path.of(location);
      Path file = folder.resolve(given).normalize();
      if (location.isEmpty() || given.isAbsolute() || !file.startsWith(folder)) {
        throw refused(location, "a file in the model's own folder");
      }
      // A link could still lead elsewhere.
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw refused(location, "a file in the model's own folder");
      }
      return MappedFile.map(file, "an ONNX file", Arena.ofAuto());
    } catch (InvalidPathException e) {
      throw refused(location, "a path");
    } catch (IOException e) {
      throw refused(location, "a file that can be read");
    }
  }

  private static long number(Map<String, String> fields, String name, long absent) {
    String text = fields.get(name);
    if (text == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a negative one is.
    }
    throw new FormatException(
        "external data",
        "expected a whole number as %s, found %s".formatted(name, FormatException.excerpt(text)),
        REMEDY);
  }

  private static FormatException refused(String location, String expected) {
    return new FormatException(
        "external data",
        "expected %s, found %s".formatted(expected, FormatException.excerpt(location)),
        REMEDY);
  }
}
