package fovea.app.session;

import fovea.app.option.NameReaders;
import fovea.app.option.NumberReaders;
import fovea.data.sets.DataOptions;
import fovea.graph.type.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every verb understands. */
public final class GlobalOptions {

  private static final long DEFAULT_SEED = 1;

  @Option(
      names = "--json",
      description = "Print the result as one JSON value, the only line of the output.")
  private boolean json;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      converter = NameReaders.DeviceName.class,
      description = "Where to compute: auto (default), cpu, or reference (plain Java, slow).")
  private Device device = Device.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = NumberReaders.Threads.class,
      description =
          "Threads for kernels (default: one per core, fewer where measured runs are faster so; at"
              + " most 64, or four per core).")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random (default: 1); the same seed repeats a run.")
  private Optional<Long> seed = Optional.empty();

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
  public boolean json() {
    return json;
  }

  /** Where to compute. */
  public Device device() {
    return device;
  }

  /** Threads for kernels, where the user said so. */
  public Optional<Integer> threads() {
    return threads;
  }

  /** Seed of everything random. */
  public long seed() {
    return seed.orElse(DEFAULT_SEED);
  }

  /** Whether the user has chosen the seed. */
  public boolean givesSeed() {
    return seed.isPresent();
  }

  /** Folder of the data sets, where the user said so. */
  public Optional<Path> dataFolder() {
    return dataFolder;
  }

  /** Whether nothing may be downloaded. */
  public boolean offline() {
    return offline;
  }

  /**
   * Where data sets are looked for.
   *
   * @throws UsageException if the folder that the user names is none
   */
  DataOptions data() {
    DataOptions usual = DataOptions.defaults().offline(offline);
    dataFolder
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw new UsageException(
                  "--data-dir", "expected a folder, found none at " + folder, "check the path");
            });
    return dataFolder.map(usual::folder).orElse(usual);
  }

  /** Whether unexpected errors show their trace. */
  public boolean verbose() {
    return verbose;
  }
}
