package fovea.app;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code fovea}, whose verbs do the work. */
@Command(
    name = "fovea",
    subcommands = {Doctor.class},
    synopsisSubcommandLabel = "VERB",
    description = "Trains, examines and runs convolutional networks.",
    commandListHeading = "%nVerbs:%n",
    footer = {"", "fovea VERB --help explains a verb."})
final class Fovea {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "List the verbs.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Say which version this is.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  /** The version of the program. */
  static String version() {
    return Optional.ofNullable(Fovea.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }
}
