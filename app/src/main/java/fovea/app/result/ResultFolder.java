package fovea.app.result;

import fovea.app.console.ShellPath;
import fovea.app.session.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where results go. The folder is made when there is a first result, so that an error leaves none.
 */
public final class ResultFolder {
  private final Path wanted;
  private final boolean chosen;
  private final List<Path> files = new ArrayList<>();
  private Optional<Path> made = Optional.empty();

  private ResultFolder(Path wanted, boolean chosen) {
    this.wanted = wanted;
    this.chosen = chosen;
  }

  /** A new folder of this name, or of one that is like it if there is such a folder. */
  public static ResultFolder fresh(String name) {
    return new ResultFolder(Path.of(name), false);
  }

  /**
   * The folder that the user has chosen.
   *
   * @param force whether files in it may be replaced
   * @throws UsageException if it is no folder, or there is something in it that may not be replaced
   */
  public static ResultFolder chosen(Path folder, boolean force) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException(
          "--out", "expected a folder, found the file " + folder, "name another");
    }
    if (!force && Files.isDirectory(folder) && !isEmpty(folder)) {
      throw new UsageException(
          "--out",
          "expected a new or an empty folder, found something in " + ShellPath.of(folder),
          "name another, or replace files of the same names by --force");
    }
    return new ResultFolder(folder, true);
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of this name, which belongs to the results from now on. */
  public Path file(String name) {
    Path file = folder().resolve(name);
    files.add(file);
    return file;
  }

  /** All files, in the order in which they were made. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  private Path folder() {
    Path folder = made.orElseGet(this::make);
    made = Optional.of(folder);
    return folder;
  }

  private Path make() {
    try {
      return chosen ? Files.createDirectories(wanted) : makeFresh();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path makeFresh() throws IOException {
    for (int number = 1; ; number++) {
      Path free = number == 1 ? wanted : Path.of(wanted + "-" + number);
      try {
        return Files.createDirectory(free);
      } catch (FileAlreadyExistsException _) {
        // An earlier result is in it.
      }
    }
  }
}
