package fovea.app;

import fovea.graph.Device;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every verb understands. */
final class GlobalOptions {

  @Option(
      names = "--json",
      description = "Print the result as one JSON value, the only line of the output.")
  private boolean json;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      converter = DeviceConverter.class,
      description = "Where to compute: auto (default), cpu, or reference (plain Java, slow).")
  private Device device = Device.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Count.class,
      description = "Threads for kernels (default: one per core).")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of everything random (default: 1); the same seed repeats a run.")
  private long seed = 1;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the data sets (default: FOVEA_DATA, else a cache folder).")
  private Optional<Path> dataFolder = Optional.empty();

  @Option(names = "--offline", description = "Download nothing.")
  private boolean offline;

  @Option(names = "--verbose", description = "Show the trace of an unexpected error.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explain this verb.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  /** Whether the result is to be one JSON value. */
  boolean json() {
    return json;
  }

  /** Where to compute. */
  Device device() {
    return device;
  }

  /** Threads for kernels, where the user said so. */
  Optional<Integer> threads() {
    return threads;
  }

  /** Seed of everything random. */
  long seed() {
    return seed;
  }

  /** Folder of the data sets, where the user said so. */
  Optional<Path> dataFolder() {
    return dataFolder;
  }

  /** Whether nothing may be downloaded. */
  boolean offline() {
    return offline;
  }

  /** Whether unexpected errors show their trace. */
  boolean verbose() {
    return verbose;
  }
}
