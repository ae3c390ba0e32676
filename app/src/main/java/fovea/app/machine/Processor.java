package fovea.app.machine;

import java.util.List;
import java.util.Set;

/**
 * The processor.
 *
 * @param model its name as the maker gives it
 * @param cores how many of its threads this process may use
 * @param features the instruction sets that matter for kernels, in the kernel's own spelling
 */
public record Processor(String model, int cores, List<String> features) {

  private static final List<String> RELEVANT =
      List.of(
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx_vnni",
          "avx512f",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "bf16",
          "sve",
          "sve2");

  /** Copies the features. */
  public Processor {
    features = List.copyOf(features);
  }

  /** The processor of this machine; where there is no {@code /proc/cpuinfo}, only its kind. */
  public static Processor ofThisMachine() {
    return parse(SystemFile.read("/proc/cpuinfo"), Runtime.getRuntime().availableProcessors());
  }

  static Processor parse(String cpuinfo, int cores) {
    String model = value(cpuinfo, "model name");
    String flags = value(cpuinfo, "flags") + " " + value(cpuinfo, "Features");
    var present = Set.of(flags.strip().split("\\s+"));
    return new Processor(
        model.isEmpty() ? System.getProperty("os.arch") : model,
        cores,
        RELEVANT.stream().filter(present::contains).toList());
  }

  private static String value(String cpuinfo, String key) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith(key) && line.indexOf(':') >= 0)
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }
}
