package fovea.report.picture;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes the files of a report: whatever happens on the way, a full disk or a killed process, there
 * is the old file or the new one. A folder that is missing is made.
 */
public final class ReportFile {

  private ReportFile() {}

  /** Writes {@code text} in UTF-8; see {@link #write(Path, byte[])}. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes {@code content} as {@code file}. A symbolic link is followed.
   *
   * @throws ReportException if the file cannot be written; an old file is then untouched
   */
  public static void write(Path file, byte[] content) {
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.isDirectory(real)) {
        throw error(file, "expected a place for a file, found a folder", "Name a file in it");
      }
      Files.createDirectories(real.resolveSibling(""));
      replace(real, content);
    } catch (AccessDeniedException e) {
      throw error(file, "writing is not permitted", "Choose a folder that you may write to");
    } catch (FileAlreadyExistsException e) {
      throw error(
          file,
          "expected a folder, found a file at " + e.getFile(),
          "Choose another folder, or move that file away");
    } catch (IOException e) {
      throw error(
          file,
          "cannot be written ("
              + e.getMessage()
              + "), the old file, if there was one, is untouched",
          "Free some space or choose another folder, then try again");
    }
  }

  private static void replace(Path target, byte[] content) throws IOException {
    String name = "." + target.getFileName() + "." + UUID.randomUUID() + ".tmp";
    Path temporary = Files.createFile(target.resolveSibling(name));
    try {
      File file = temporary.toFile();
      try (var out = new FileOutputStream(file)) {
        out.write(content);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static ReportException error(Path file, String problem, String remedy) {
    return new ReportException(file.toString(), problem, remedy);
  }
}
