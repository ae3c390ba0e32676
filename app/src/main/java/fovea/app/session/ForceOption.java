package fovea.app.session;

import fovea.app.console.ShellPath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Verbs that write a file where the user says so replace none without being told to. */
public final class ForceOption {

  @Option(names = "--force", description = "Replace the file if there is one already.")
  private boolean force;

  /**
   * Makes sure that a file can be written, before any work is done for it.
   *
   * @param where the option or argument that names the file
   * @throws UsageException if there is a file already and {@code --force} is not given, or a folder
   *     in its place, or none to put it in
   */
  public void check(String where, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          where,
          "expected a file in a folder that exists, found " + file,
          "name another one or create the folder");
    }
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          where,
          "expected a new file, found that there is " + ShellPath.of(file) + " already",
          "name another, or replace it by --force");
    }
  }
}
