package fovea.data.photo;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that is used although something is wrong with it.
 *
 * @param file that it is about
 * @param warnings what is wrong, a clause each
 */
public record DamagedFile(Path file, List<String> warnings) {

  /** Copies the list. */
  public DamagedFile {
    warnings = List.copyOf(warnings);
  }

  /** Name and warnings. */
  @Override
  public String toString() {
    return file + ": " + String.join("; ", warnings);
  }

  /** How many there are and the first few of them, a line each; nothing if there is none. */
  public static List<String> summary(List<DamagedFile> all) {
    return FileSummary.of("decoded %,d damaged file%s:", all);
  }
}
