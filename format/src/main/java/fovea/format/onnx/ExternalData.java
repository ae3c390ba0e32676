package fovea.format.onnx;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tensors that lie in files beside the model; files of any other folder are refused. Where the
 * model is a link, as in the cache of Hugging Face, its files are beside the link, or links to
 * files beside the one that it leads to.
 */
final class ExternalData {
  private static final String REMEDY = "Save the model with its weights inside, or beside it";

  private final List<Path> folders;
  private final Map<String, MemorySegment> files = new HashMap<>();

  private ExternalData(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Looks into the folder of {@code model}, and into that of the file which it is a link to. */
  static ExternalData beside(Path model) {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(folder(model.toAbsolutePath()));
    try {
      folders.add(folder(model.toRealPath()));
    } catch (IOException e) {
      // A link that leads nowhere has no other folder.
      return new ExternalData(List.copyOf(folders));
    }
    return new ExternalData(List.copyOf(folders));
  }

  /** Refuses every reference. */
  static ExternalData none() {
    return new ExternalData(List.of());
  }

  private static Path folder(Path absolute) {
    return absolute.resolveSibling("");
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
    if (folders.isEmpty()) {
      throw refused(location, "no file beside it, for the model is no file");
    }
    try {
      for (Path folder : folders) {
        Path file = inside(folder, location);
        if (Files.exists(file)) {
          requireBeside(file, location);
          return MappedFile.map(file, "the weights of an ONNX file", Arena.ofAuto());
        }
      }
    } catch (InvalidPathException e) {
      throw refused(location, "a path");
    } catch (IOException e) {
      throw refused(location, "a file that can be read");
    }
    throw new FormatException(
        "external data",
        "expected the file %s beside the model, found none"
            .formatted(FormatException.excerpt(location)),
        "Get that file, too, and put it into the folder of the model");
  }

  private static Path inside(Path folder, String location) {
    Path given = Path.of(location);
    Path file = folder.resolve(given).normalize();
    if (location.isEmpty() || given.isAbsolute() || !file.startsWith(folder)) {
      throw refused(location, "a file in the model's own folder");
    }
    return file;
  }

  /** A link could still lead elsewhere. */
  private void requireBeside(Path file, String location) throws IOException {
    Path real = file.toRealPath();
    for (Path folder : folders) {
      if (real.startsWith(folder.toRealPath())) {
        return;
      }
    }
    throw refused(location, "a file in the model's own folder");
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
