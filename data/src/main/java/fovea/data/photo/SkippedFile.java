package fovea.data.photo;

import java.nio.file.Path;
import java.util.List;

/**
 * A file, or a whole folder, that was left out.
 *
 * @param file that it is about
 * @param reason in words, after the file's name
 */
public record SkippedFile(Path file, String reason) {

  /** Name and reason. */
  @Override
  public String toString() {
    return file + ": " + reason;
  }

  /** How many there are and the first few of them, a line each; nothing if there is none. */
  public static List<String> summary(List<SkippedFile> all) {
    return FileSummary.of("skipped %,d file%s:", all);
  }
}
