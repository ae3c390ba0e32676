package fovea.train.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process has used of the machine since it began. */
public final class ProcessUsage {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK =
      Pattern.compile("^VmHWM:\\s*(\\d{1,15}) kB", Pattern.MULTILINE);

  private ProcessUsage() {}

  /** The most memory that it had at a time, in bytes; empty where the system does not tell. */
  public static OptionalLong peakBytes() {
    try {
      return peakBytes(Files.readString(STATUS));
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong peakBytes(String status) {
    Matcher found = PEAK.matcher(status);
    return found.find()
        ? OptionalLong.of(1024 * Long.parseLong(found.group(1)))
        : OptionalLong.empty();
  }

  /** Time of all cores together, in seconds; 0 where the system does not tell. */
  static double cpuSeconds() {
    Duration time = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return time.toNanos() * 1e-9;
  }
}
