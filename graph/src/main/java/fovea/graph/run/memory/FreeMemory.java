package fovea.graph.run.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that this process can still have. Linux grants more than there is and ends the process
 * when it is used, so large amounts must be asked for beforehand.
 */
final class FreeMemory {
  /** Less than this is granted without a look. */
  private static final long SMALL = 256L << 20;

  private static final Pattern AVAILABLE =
      Pattern.compile("^MemAvailable:\\s*(\\d{1,15}) kB", Pattern.MULTILINE);

  private FreeMemory() {}

  /**
   * Requires that there are {@code bytes}; passes where the system does not say.
   *
   * @throws OutOfMemoryError if there are fewer
   */
  static void require(long bytes) {
    if (bytes < SMALL) {
      return;
    }
    Matcher available = AVAILABLE.matcher(read("/proc/meminfo"));
    long free = available.find() ? 1024 * Long.parseLong(available.group(1)) : Long.MAX_VALUE;
    long inContainer =
        number("/sys/fs/cgroup/memory.max", Long.MAX_VALUE)
            - number("/sys/fs/cgroup/memory.current", 0);
    free = Math.min(free, inContainer);
    if (bytes > free) {
      throw new OutOfMemoryError(
          String.format(
              Locale.ROOT, "%,d MiB more are needed, %,d are free", bytes >> 20, free >> 20));
    }
  }

  private static long number(String file, long otherwise) {
    String text = read(file).strip();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException _) {
      return "";
    }
  }
}
