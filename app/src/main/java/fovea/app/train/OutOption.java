package fovea.app.train;

import fovea.app.session.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says where a new run is kept. */
public final class OutOption {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the run, new or empty (default: a new one under runs/).")
  private Optional<Path> folder = Optional.empty();

  /** Whether the user has chosen a folder. */
  public boolean isChosen() {
    return folder.isPresent();
  }

  /**
   * The place for a new run.
   *
   * @param usual its name, where the user has chosen none
   * @throws UsageException if there is something in the folder that the user has chosen
   */
  public RunPlace place(String usual) {
    return folder.map(RunPlace::chosen).orElseGet(() -> RunPlace.fresh(usual));
  }

  /**
   * The place for a new run that learns from folders of the user's, which stay as they are: if the
   * usual place lies in one of them, the new one is beside it.
   *
   * @param usual its name, where the user has chosen none
   * @param data the folders
   * @throws UsageException if the place that the user has chosen lies in one of them, or there is
   *     something in it
   */
  public RunPlace placeOutside(String usual, List<Path> data) {
    for (Path kept : data) {
      if (folder.filter(chosen -> RunPlace.isIn(chosen, kept)).isPresent()) {
        throw new UsageException(
            "--out",
            "expected a folder outside of the photos, found one in " + kept,
            "name another, so that the run is not taken for photos");
      }
    }
    return folder.map(RunPlace::chosen).orElseGet(() -> RunPlace.outside(usual, data));
  }
}
