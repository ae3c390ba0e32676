package fovea.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the machine by {@code bench/yardstick}, and remembers all that it found. */
final class Yardstick {
  private static final String LONG = "200";
  private static final String SHORT = "12";

  private final Path program;
  private Rates rates = new Rates(Map.of());
  private String trouble = "";

  Yardstick(Path program) {
    this.program = program;
  }

  /** Everything, for two seconds or three. */
  void measure() {
    run(List.of(LONG));
  }

  /** Only whether the machine is disturbed, for a tenth of a second. */
  void glance() {
    run(List.of(SHORT, "f32"));
  }

  /** All that was found so far. */
  Rates rates() {
    return rates;
  }

  /** Why nothing is known, or empty. */
  String trouble() {
    return trouble;
  }

  private void run(List<String> arguments) {
    if (!trouble.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        List<String> lines = out.lines().toList();
        if (process.waitFor() == 0) {
          rates = rates.and(Rates.parse(lines));
        } else {
          trouble = lines.isEmpty() ? "yardstick: failed" : lines.getLast();
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
