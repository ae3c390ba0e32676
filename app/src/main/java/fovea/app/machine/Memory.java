package fovea.app.machine;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The memory of this machine, or of the container around this process, in bytes.
 *
 * @param total all of it, empty where the system does not say
 * @param available what a new program could have without swapping
 * @param heap the most that Java objects may take; tensors are outside of it
 * @param hugePages {@code always}, {@code madvise} or {@code never}; empty where there are none
 */
public record Memory(OptionalLong total, OptionalLong available, long heap, String hugePages) {

  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

  /** The memory as it is now. */
  public static Memory ofThisMachine() {
    return parse(
        SystemFile.read("/proc/meminfo"),
        SystemFile.read("/sys/fs/cgroup/memory.max"),
        SystemFile.read("/sys/kernel/mm/transparent_hugepage/enabled"));
  }

  static Memory parse(String meminfo, String limit, String hugePages) {
    var chosen = CHOSEN.matcher(hugePages);
    return new Memory(
        limited(kibibytes(meminfo, "MemTotal"), limit),
        limited(kibibytes(meminfo, "MemAvailable"), limit),
        Runtime.getRuntime().maxMemory(),
        chosen.find() ? chosen.group(1) : "");
  }

  private static OptionalLong kibibytes(String meminfo, String key) {
    var found =
        Pattern.compile("^" + key + ":\\s*(\\d{1,15}) kB", Pattern.MULTILINE).matcher(meminfo);
    return found.find()
        ? OptionalLong.of(1024 * Long.parseLong(found.group(1)))
        : OptionalLong.empty();
  }

  private static OptionalLong limited(OptionalLong bytes, String limit) {
    return bytes.isPresent() && limit.strip().matches("\\d{1,18}")
        ? OptionalLong.of(Math.min(bytes.getAsLong(), Long.parseLong(limit.strip())))
        : bytes;
  }
}
