package fovea.app.train;

import fovea.app.console.ShellPath;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import fovea.train.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run is kept. A run never takes the place of another.
 *
 * @param folder of the run; for a fresh one a wish, until it is claimed
 * @param chosen whether the user has named it
 * @param holdsRun whether a run is in it that goes on
 */
public record RunPlace(Path folder, boolean chosen, boolean holdsRun) {

  private static final Path RUNS = Path.of("runs");

  private static final String SPLIT = "split.json";

  /** What a run writes before it computes; without anything else it is worth nothing. */
  private static final List<String> LEFT = List.of("run.json", SPLIT);

  /**
   * The place of a run that goes on, or that begins from what was asked for, since it was
   * interrupted before it had computed anything.
   *
   * @param hasBegun whether there is something to go on from
   * @throws UsageException if there is no such folder
   * @throws FormatException if it does not say either what was asked for, or that is damaged
   * @throws fovea.graph.type.FoveaException if a training is going on in it
   */
  public static RunPlace existing(Session session, Path run, boolean hasBegun) {
    if (!Files.isDirectory(run)) {
      throw new UsageException(
          "--resume", "expected the folder of a run, found none at " + run, "check the path");
    }
    if (Files.exists(run.resolve(RunFolder.LOCK))) {
      // The trainer takes the lock; whoever will not get it learns so before the data are loaded.
      new RunFolder(run).lock().close();
    }
    // Where there is a model, nothing begins in its place, even if there is no checkpoint.
    boolean goesOn = hasBegun || Files.exists(new RunFolder(run).model());
    if (!goesOn) {
      if (RunRecord.find(new RunFolder(run)).isEmpty()) {
        throw new FormatException(
            run.toString(),
            "expected a run with checkpoints, or one that has at least a run.json, found neither",
            "Check the path, or begin a run in the folder by --out");
      }
      session.say(
          run
              + " was interrupted before its first checkpoint: it begins again, with the options in"
              + " its run.json");
    }
    return new RunPlace(run, true, goesOn);
  }

  /** A place for a new run of that name, or of one that is like it. */
  public static RunPlace fresh(String usual) {
    return new RunPlace(RUNS.resolve(usual), false, false);
  }

  /** A place for a new run that lies in none of these folders: else it is beside them. */
  static RunPlace outside(String usual, List<Path> folders) {
    Path runs = RUNS;
    // One may lie in another: after as many rounds as there are folders, all are left.
    for (int round = 0; round < folders.size(); round++) {
      for (Path kept : folders) {
        if (isIn(runs, kept)) {
          runs = beside(kept);
        }
      }
    }
    return new RunPlace(runs.resolve(usual), false, false);
  }

  /** Whether it is not the usual one, since that lies in folders that stay as they are. */
  public boolean isBesideData() {
    return !chosen && !folder.startsWith(RUNS);
  }

  /** Whether a place, which need not exist, lies in a folder. */
  static boolean isIn(Path place, Path folder) {
    return real(place).startsWith(real(folder));
  }

  /** The folder of runs beside a folder, by the shortest name. */
  private static Path beside(Path folder) {
    Path parent = real(folder).getParent();
    if (parent == null) {
      throw new UsageException(
          "--out", "expected a folder for the run outside of " + folder, "name one");
    }
    return real(Path.of("")).relativize(parent.resolve(RUNS));
  }

  /** Where a path leads, links followed as far as there is something. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path there = absolute; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          return there.toRealPath().resolve(there.relativize(absolute));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return absolute;
  }

  /**
   * The place that the user has chosen for a new run.
   *
   * @throws UsageException if there is something in the folder
   */
  static RunPlace chosen(Path out) {
    requireEmpty(out);
    return new RunPlace(out, true, false);
  }

  /**
   * The folder of a run. One that begins has its record as soon as it has a folder, so that it can
   * begin again from there whenever it is killed.
   *
   * @throws fovea.graph.type.FoveaException if a training is going on in a folder that is there
   * @throws FormatException if the record cannot be written
   */
  Path claim(RunRecord record) {
    if (holdsRun) {
      return folder;
    }
    if (!Files.isDirectory(folder) || !chosen) {
      return make(free -> make(free, record));
    }
    try (RunLock _ = new RunFolder(folder).lock()) {
      record.write(new RunFolder(folder));
      Files.deleteIfExists(folder.resolve(SPLIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The folder of what is no run, made now. */
  Path claim() {
    return make(RunPlace::make);
  }

  /** Makes a folder; says whether it was not there before. */
  private interface Maker {
    boolean make(Path folder) throws IOException;
  }

  /** Makes the folder, of another name if there is one that nobody has chosen. */
  private Path make(Maker maker) {
    try {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      for (int number = 1; ; number++) {
        Path free =
            number == 1 ? folder : folder.resolveSibling(folder.getFileName() + "-" + number);
        if (maker.make(free) || chosen) {
          return free;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  /** Makes a folder elsewhere, and gives it its name once the record is in it. */
  private static boolean make(Path folder, RunRecord record) throws IOException {
    if (Files.exists(folder)) {
      return false;
    }
    var made = new RunFolder(Files.createDirectory(AtomicFile.temporaryBeside(folder)));
    try {
      record.write(made);
      Files.move(made.path(), folder, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileSystemException e) {
      if (Files.exists(folder)) {
        // Another run was faster.
        return false;
      }
      throw e;
    } finally {
      if (Files.exists(made.path())) {
        Files.deleteIfExists(made.record());
        Files.delete(made.path());
      }
    }
  }

  private static void requireEmpty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          "--out", "expected a folder, found the file " + folder, "name another");
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.anyMatch(file -> !isNothing(file))) {
        throw new UsageException(
            "--out",
            "expected a new or an empty folder, found something in " + folder,
            "name another, or go on with the run in it by --resume " + ShellPath.of(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is left of a run that ended before it had computed anything is no run. */
  private static boolean isNothing(Path file) {
    return file.endsWith(RunFolder.LOCK)
        || LEFT.contains(file.getFileName().toString())
        || AtomicFile.isTemporary(file.getFileName())
        || (file.equals(new RunFolder(file.resolveSibling("")).checkpoints().path())
            && isEmpty(file));
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.allMatch(file -> AtomicFile.isTemporary(file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
