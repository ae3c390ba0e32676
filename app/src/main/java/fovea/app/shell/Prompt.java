package fovea.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;

/** The shell of the JDK, with everything of the library imported, for a person at a terminal. */
public final class Prompt {

  private Prompt() {}

  /**
   * Talks to the user until that is ended.
   *
   * @return the exit code, which the user may give: {@code /exit 3}
   */
  public static int talk() {
    Path startup = startup();
    try {
      var arguments = new ArrayList<>(List.of("--execution", "local"));
      arguments.addAll(List.of("--startup", startup.toString()));
      arguments.addAll(Startup.compilerOptions());
      return JavaShellToolBuilder.builder().start(arguments.toArray(String[]::new));
    } catch (Exception e) {
      throw new IllegalStateException("the shell of the JDK has failed", e);
    } finally {
      startup.toFile().delete();
    }
  }

  private static Path startup() {
    try {
      return Files.write(Files.createTempFile("fovea", ".jsh"), Startup.imports());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
