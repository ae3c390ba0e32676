package fovea.app.result;

import fovea.app.session.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where results go. */
public final class ResultOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results, new or empty (default: a new one, such as ${COMMAND-NAME}-cat).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--force",
      description = "Replace files of the same names in the folder of --out.")
  private boolean force;

  /**
   * Makes sure that there is a folder whose files may be replaced, if they may.
   *
   * @throws UsageException if there is none
   */
  public void check() {
    if (force && out.isEmpty()) {
      throw new UsageException(
          "--force", "replaces files in the folder of --out, found none", "leave it out");
    }
  }

  /**
   * The folder that the user has chosen, else a new one.
   *
   * @param usual its name, where the user has chosen none
   * @throws UsageException if what was chosen is no folder, or holds what may not be replaced
   */
  public ResultFolder folder(String usual) {
    return out.map(named -> ResultFolder.chosen(named, force))
        .orElseGet(() -> ResultFolder.fresh(usual));
  }
}
