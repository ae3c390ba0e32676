package fovea.data.photo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines that tell of many files without naming them all. */
final class FileSummary {

  private static final int NAMED = 5;

  private FileSummary() {}

  /**
   * A head and the first few, a line each; nothing if there is none.
   *
   * @param head with places for the number and for the ending of the plural
   */
  static List<String> of(String head, List<?> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, head, files.size(), files.size() == 1 ? "" : "s"));
    files.stream().limit(NAMED).forEach(file -> lines.add("  " + file));
    if (files.size() > NAMED) {
      lines.add(String.format(Locale.ROOT, "  … and %,d more", files.size() - NAMED));
    }
    return lines;
  }
}
