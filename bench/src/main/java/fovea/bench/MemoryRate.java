package fovea.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How fast this machine reads memory.
 *
 * @param gigabytes a second
 * @param source what measured it
 */
record MemoryRate(double gigabytes, String source) {
  private static final String SLICES = "50";
  private static final long BYTES = 64 << 20;
  private static final int COPIES = 20;

  /** By {@code bench/yardstick} where that runs, else by a copy in this process. */
  static MemoryRate of(int threads) {
    Path program = Path.of("bench", "yardstick");
    Optional<Double> read =
        Files.isExecutable(program) ? yardstick(program, threads) : Optional.empty();
    return read.map(rate -> new MemoryRate(rate, "read by bench/yardstick"))
        .orElseGet(() -> new MemoryRate(copied(), "copied on one thread"));
  }

  /** The second best slice: a single outlier is no peak. */
  private static Optional<Double> yardstick(Path program, int threads) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), SLICES, "read").redirectErrorStream(true).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        return out.lines()
            .map(line -> List.of(line.split(" ")))
            .filter(
                words ->
                    words.size() > 4 && words.get(1).equals(String.valueOf(Math.min(2, threads))))
            .map(
                words ->
                    words.subList(3, words.size()).stream()
                        .mapToDouble(Double::valueOf)
                        .sorted()
                        .toArray())
            .map(rates -> rates[rates.length - 2])
            .findFirst();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static double copied() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(BYTES, 64);
      MemorySegment to = arena.allocate(BYTES, 64);
      double[] rates = new double[COPIES];
      for (int i = 0; i < COPIES; i++) {
        long start = System.nanoTime();
        MemorySegment.copy(from, 0, to, 0, BYTES);
        rates[i] = 2.0 * BYTES / (System.nanoTime() - start);
      }
      Arrays.sort(rates);
      return rates[COPIES - 2];
    }
  }
}
