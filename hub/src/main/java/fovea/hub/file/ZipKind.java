package fovea.hub.file;

import fovea.format.FormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which of the models that are zip files one is, by what is in it. */
final class ZipKind {
  private static final List<String> KERAS = List.of("config.json", "model.weights.h5");
  private static final String TORCH = "data.pkl";
  private static final int MOST_ENTRIES = 250_000;

  /** How the table of contents at the end of a zip file begins, and how far it is from the end. */
  private static final String END = "PK\u0005\u0006";

  private static final int LONGEST_END = 22 + 0xFFFF;

  private ZipKind() {}

  /**
   * Looks into the table of contents.
   *
   * @throws FormatException if the file is cut short, or holds something else
   */
  static ModelKind of(Path file) {
    List<String> names;
    try (var zip = new ZipFile(file.toFile())) {
      names = zip.stream().limit(MOST_ENTRIES).map(ZipEntry::getName).toList();
    } catch (IOException | IllegalArgumentException e) {
      if (!hasEnd(file)) {
        throw new FormatException(
            file.toString(),
            "expected a model, found the beginning of a zip file (.pth and .keras are such): the"
                + " file is cut short",
            "Download or copy it again, and compare its size with that of the original");
      }
      // Damaged in another way: the reader of PyTorch's files says where.
      return ModelKind.WEIGHTS;
    }
    if (names.containsAll(KERAS)) {
      return ModelKind.KERAS;
    }
    if (names.stream().anyMatch(name -> name.equals(TORCH) || name.endsWith("/" + TORCH))) {
      return ModelKind.WEIGHTS;
    }
    throw new FormatException(
        file.toString(), "expected a model, found " + describe(names), remedy(names));
  }

  private static String describe(List<String> names) {
    if (names.isEmpty()) {
      return "an empty zip archive";
    }
    String some =
        names.stream().limit(3).map(FormatException::excerpt).collect(Collectors.joining(", "));
    return "a zip archive of %s%s".formatted(some, names.size() > 3 ? ", …" : "");
  }

  private static String remedy(List<String> names) {
    boolean split = names.stream().anyMatch(name -> name.endsWith("/model.weights.h5"));
    return split
        ? "Unpack it, and name the model.weights.h5 in it; config.json stays beside it"
        : "Unpack it, and name the model that is in it";
  }

  private static boolean hasEnd(Path file) {
    try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
      var last = new byte[(int) Math.min(bytes.length(), LONGEST_END)];
      bytes.seek(bytes.length() - last.length);
      bytes.readFully(last);
      return new String(last, StandardCharsets.ISO_8859_1).contains(END);
    } catch (IOException e) {
      throw new FormatException(
          file.toString(), "cannot be read: " + e.getMessage(), "Check its permissions");
    }
  }
}
