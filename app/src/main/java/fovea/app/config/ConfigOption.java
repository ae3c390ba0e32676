package fovea.app.config;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names a file of options; {@link ConfigFile} reads it before all others. */
public final class ConfigOption {

  @Option(
      names = ConfigFile.OPTION,
      paramLabel = "FILE",
      description =
          "Take options from a file: the run.json of a run, which repeats it, or one of your own,"
              + " such as {\"epochs\": 10, \"lr\": 0.02}. Options typed beside it win.")
  @SuppressWarnings("UnusedVariable") // shown by picocli
  private Optional<Path> file = Optional.empty();
}
