package fovea.app.train;

import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.experiment.Run;
import fovea.train.TrainCallback;
import fovea.train.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that lets a program follow a training. */
public final class ProgressOption {

  private static final String NAME = "--progress";

  @Option(
      names = NAME,
      description =
          "With --json: print a line of JSON every second and after each epoch, before the result.")
  private boolean progress;

  /**
   * Makes sure that it has an effect.
   *
   * @throws UsageException if it is given without {@code --json}
   */
  public void check(GlobalOptions options) {
    if (progress && !options.json()) {
      throw new UsageException(
          NAME,
          "expected --json beside it, found none",
          "add --json for lines of JSON, or leave this out: people see a bar in any case");
    }
  }

  /** What prints the lines of the run in a folder, if they are wanted. */
  public List<TrainCallback> callbacks(Session session, Path folder) {
    return progress
        ? List.of(new ProgressLines(session.output(), Run.epochs(new RunFolder(folder))))
        : List.of();
  }
}
