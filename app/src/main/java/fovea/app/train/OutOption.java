package fovea.app.train;

import fovea.app.session.UsageException;
import java.nio.file.Path;
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
}
