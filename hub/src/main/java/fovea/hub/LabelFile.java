package fovea.hub;

import fovea.graph.type.FoveaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names of classes, one in each line of a file. */
final class LabelFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private LabelFile() {}

  static List<String> read(Path file, int classes) {
    try {
      String text = Files.readString(file);
      String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return counted(
          file.toString(), content.lines().filter(line -> !line.isBlank()).toList(), classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The names, if there are as many as classes.
   *
   * @throws FoveaException if there are not
   */
  static List<String> counted(String where, List<String> names, int classes) {
    if (names.size() != classes) {
      throw FoveaException.at(
          where,
          "expected %,d names of classes, found %,d".formatted(classes, names.size()),
          "give one for each class, in a file one in each line");
    }
    return names;
  }
}
