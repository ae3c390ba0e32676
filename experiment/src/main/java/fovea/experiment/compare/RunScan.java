package fovea.experiment.compare;

import fovea.data.photo.SplitRecord;
import fovea.error.UserException;
import fovea.experiment.Run;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The runs in some folders.
 *
 * @param runs in the order of their paths
 * @param unreadable what is wrong with each of the others
 */
public record RunScan(List<Run> runs, List<UserException> unreadable) {
  /** Deeper than anybody sorts runs. */
  private static final int DEPTH = 4;

  /** Copies the lists. */
  public RunScan {
    runs = List.copyOf(runs);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Looks for runs.
   *
   * @param places folders of runs, and folders below which all are taken
   * @throws FormatException if one of them is no folder, or has no run
   */
  public static RunScan of(List<Path> places) {
    Set<Path> found = new LinkedHashSet<>();
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        throw none(place, "found none");
      }
      List<Path> below = below(place, DEPTH);
      if (below.isEmpty()) {
        throw none(place, "found no run in it");
      }
      below.forEach(run -> found.add(run.normalize()));
    }
    List<Run> runs = new ArrayList<>();
    List<UserException> unreadable = new ArrayList<>();
    for (Path folder : found) {
      try {
        Run run = Run.read(folder);
        // Both are read again when they are asked for; what is damaged is to be said here.
        run.record();
        SplitRecord.find(folder);
        runs.add(run);
      } catch (UserException e) {
        unreadable.add(e);
      }
    }
    return new RunScan(runs, unreadable);
  }

  private static FormatException none(Path place, String found) {
    return new FormatException(
        place.toString(),
        "expected the folder of a run, or one with such folders, " + found,
        "Check the path, or train something first");
  }

  private static List<Path> below(Path folder, int depth) {
    if (Run.isIn(folder)) {
      return List.of(folder);
    }
    if (depth == 0) {
      return List.of();
    }
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && !AtomicFile.isTemporary(entry.getFileName())) {
          folders.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new FormatException(
          folder.toString(), "cannot be read (" + e + ")", "Check its permissions");
    }
    return folders.stream().sorted().flatMap(each -> below(each, depth - 1).stream()).toList();
  }
}
