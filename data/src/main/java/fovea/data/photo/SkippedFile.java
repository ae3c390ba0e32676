package fovea.data.photo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file, or a whole folder, that was left out.
 *
 * @param file that it is about
 * @param reason in words, after the file's name
 */
public record SkippedFile(Path file, String reason) {

  private static final int NAMED = 5;

  /** Name and reason. */
  @Override
  public String toString() {
    return file + ": " + reason;
  }

  /** How many there are and the first few of them, a line each; nothing if there is none. */
  public static List<String> summary(List<SkippedFile> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    String head =
        String.format(Locale.ROOT, "skipped %,d file%s:", all.size(), all.size() == 1 ? "" : "s");
    var lines = new ArrayList<>(List.of(head));
    all.stream().limit(NAMED).forEach(skipped -> lines.add("  " + skipped));
    if (all.size() > NAMED) {
      lines.add(String.format(Locale.ROOT, "  … and %,d more", all.size() - NAMED));
    }
    return lines;
  }
}
