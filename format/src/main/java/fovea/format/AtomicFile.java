package fovea.format;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Writes whole files or nothing: into a temporary file of the same folder, onto the disk, then
 * renamed over the old one.
 *
 * <p>Whatever happens on the way, a full disk or a killed process, the old file stays whole.
 */
public final class AtomicFile {

  private static final System.Logger LOG = System.getLogger("fovea.format");

  /** A dot, the name of the file, and random digits: see {@link #temporaryBeside}. */
  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{16}\\.tmp");

  private AtomicFile() {}

  /** What is to be written. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything to {@code out}, which is not buffered; the caller closes it.
     *
     * @throws IOException if it cannot be written; the old file stays
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes {@code text} in UTF-8; see {@link #write(Path, Content)}. */
  public static void write(Path target, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(target, out -> out.write(bytes));
  }

  /**
   * Writes {@code content} as the file {@code target}, whose folder must exist. A symbolic link is
   * followed.
   *
   * @throws FormatException if the file cannot be written; an old file is then untouched
   */
  public static void write(Path target, Content content) {
    try {
      Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      if (Files.isDirectory(real)) {
        throw error(target, "expected a place for a file, found a folder", "Name a file in it");
      }
      writeReal(real, content);
    } catch (NoSuchFileException e) {
      throw error(target, "its folder does not exist", "Create the folder first");
    } catch (AccessDeniedException e) {
      throw error(target, "writing is not permitted", "Choose a folder that you may write to");
    } catch (IOException e) {
      throw error(
          target,
          "cannot be written (%s), the old file, if there was one, is untouched"
              .formatted(e.getMessage()),
          "Free some space or choose another folder, then try again");
    }
  }

  private static void writeReal(Path target, Content content) throws IOException {
    Path temporary = Files.createFile(temporaryBeside(target));
    try {
      // No FileChannel here: it closes itself when the thread has been interrupted, and saving
      // upon an interrupt is just what a trainer does.
      File file = temporary.toFile();
      try (var out = new FileOutputStream(file)) {
        content.writeTo(out);
        out.getFD().sync();
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(target);
  }

  /**
   * Removes what killed processes have left in a folder where nobody is writing now; a folder that
   * does not exist has nothing.
   */
  public static void removeTemporaries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> isTemporary(file.getFileName()))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They only take room; a folder that cannot be written is told of when it is written to.
      LOG.log(System.Logger.Level.DEBUG, "temporary files stay in " + folder, e);
    }
  }

  /** Whether a file of that name was half written when its process was killed. */
  public static boolean isTemporary(Path name) {
    return TEMPORARY.matcher(name.toString()).matches();
  }

  /** A name beside {@code target} that nothing has yet, and that {@link #isTemporary} knows. */
  public static Path temporaryBeside(Path target) {
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return target.resolveSibling("." + target.getFileName() + "." + random + ".tmp");
  }

  /** Makes the new name itself durable, where the system can. */
  private static void syncFolder(Path target) {
    try (var folder = FileChannel.open(target.resolveSibling(""))) {
      folder.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the content is on the disk in any case.
      return;
    }
  }

  private static FormatException error(Path target, String problem, String remedy) {
    return new FormatException(target.toString(), problem, remedy);
  }
}
