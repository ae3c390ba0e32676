package fovea.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures the machine by {@code bench/yardstick}, and remembers all that it found. */
final class Yardstick {
  private static final String LONG = "200";
  private static final String SHORT = "12";
  private static final List<String> KERNELS = List.of("f32", "bf16", "tiles", "read");

  private final Path program;
  private Rates rates = new Rates(Map.of());
  private String trouble = "";

  Yardstick(Path program) {
    this.program = program;
  }

  /**
   * Everything, for two seconds or three; each kernel in a process of its own, so that one that the
   * machine does not stand leaves the others.
   */
  void measure() {
    KERNELS.forEach(kernel -> run(LONG, kernel));
  }

  /** Only whether the machine is disturbed, for a tenth of a second. */
  void glance() {
    run(SHORT, KERNELS.getFirst());
  }

  /** All that was found so far. */
  Rates rates() {
    return rates;
  }

  /** Why something is not known, or empty. */
  String trouble() {
    return trouble;
  }

  private void run(String slices, String kernel) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), slices, kernel).redirectErrorStream(true).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        List<String> lines = out.lines().toList();
        if (process.waitFor() == 0) {
          rates = rates.and(Rates.parse(lines));
        } else {
          trouble = lines.isEmpty() ? "yardstick: %s failed".formatted(kernel) : lines.getLast();
        }
      }
    } catch (IOException e) {
      trouble = "yardstick: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      trouble = "yardstick: interrupted";
    }
  }
}
