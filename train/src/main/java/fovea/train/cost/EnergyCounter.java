package fovea.train.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The energy that the processors of this machine use, by the counters of Linux's {@code powercap}
 * (Intel's and AMD's RAPL). They count all programs. Many systems let only root read them.
 */
final class EnergyCounter {

  private static final Path POWERCAP = Path.of("/sys/class/powercap");

  /** A whole processor; {@code intel-rapl:0:0} is a part of it, which is counted with it. */
  private static final Pattern PROCESSOR = Pattern.compile("intel-rapl:\\d+");

  private final Optional<List<Zone>> zones;

  private EnergyCounter(Optional<List<Zone>> zones) {
    this.zones = zones;
  }

  /** Those of this machine. */
  static EnergyCounter ofThisMachine() {
    return of(POWERCAP);
  }

  /** Those under a folder; it counts from now on. */
  static EnergyCounter of(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Zone> zones =
          entries
              .filter(entry -> PROCESSOR.matcher(entry.getFileName().toString()).matches())
              .flatMap(entry -> Zone.open(entry).stream())
              .toList();
      return new EnergyCounter(zones.isEmpty() ? Optional.empty() : Optional.of(zones));
    } catch (IOException _) {
      return new EnergyCounter(Optional.empty());
    }
  }

  /**
   * Joules since it was made; empty where a counter cannot be read. To be called every few minutes,
   * since the counters wrap around.
   */
  OptionalDouble joules() {
    if (zones.isEmpty()) {
      return OptionalDouble.empty();
    }
    long microjoules = 0;
    for (Zone zone : zones.get()) {
      if (!zone.read()) {
        return OptionalDouble.empty();
      }
      microjoules += zone.used;
    }
    return OptionalDouble.of(microjoules * 1e-6);
  }

  /** A counter, in microjoules. */
  private static final class Zone {
    private final Path file;
    private final long range;
    private long last;
    private long used;

    private Zone(Path file, long range, long last) {
      this.file = file;
      this.range = range;
      this.last = last;
    }

    /** Nothing for the platform as a whole, which holds the processors. */
    static Optional<Zone> open(Path folder) {
      try {
        if (Files.readString(folder.resolve("name")).strip().equals("psys")) {
          return Optional.empty();
        }
        Path file = folder.resolve("energy_uj");
        return Optional.of(
            new Zone(file, number(folder.resolve("max_energy_range_uj")), number(file)));
      } catch (IOException | NumberFormatException _) {
        return Optional.empty();
      }
    }

    boolean read() {
      try {
        long now = number(file);
        used += now >= last ? now - last : now - last + range;
        last = now;
        return true;
      } catch (IOException | NumberFormatException _) {
        return false;
      }
    }

    private static long number(Path file) throws IOException {
      return Long.parseLong(Files.readString(file).strip());
    }
  }
}
