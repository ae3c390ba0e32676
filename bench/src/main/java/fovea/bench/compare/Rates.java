package fovea.bench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rates of the machine, slice by slice, as {@code bench/yardstick} prints them.
 *
 * @param slices GFLOP/s or GB/s of each slice, by kernel and threads
 */
record Rates(Map<Key, List<Double>> slices) {
  private static final double DISTURBED = 0.8;
  private static final int THREADS = 2;
  private static final Pattern LINE =
      Pattern.compile("(\\w+) (\\d{1,9}) (\\S+)((?: \\d+(?:\\.\\d+)?)+)");

  /**
   * What was measured.
   *
   * @param kernel {@code f32}, {@code bf16}, {@code tiles} or {@code read}
   * @param threads 1 or 2
   */
  record Key(String kernel, int threads) {}

  Rates {
    slices = Map.copyOf(slices);
  }

  /**
   * Reads what the program prints: name, threads, unit and rates in a line. Other lines, such as
   * what the compiler has to say at first use, are skipped.
   */
  static Rates parse(List<String> lines) {
    Map<Key, List<Double>> slices = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher parts = LINE.matcher(line.strip());
      if (parts.matches()) {
        List<Double> rates =
            Pattern.compile(" ")
                .splitAsStream(parts.group(4).strip())
                .map(Double::valueOf)
                .toList();
        slices.put(new Key(parts.group(1), Integer.parseInt(parts.group(2))), rates);
      }
    }
    return new Rates(slices);
  }

  /** These slices and those of another time. */
  Rates and(Rates other) {
    Map<Key, List<Double>> all = new LinkedHashMap<>(slices);
    other.slices.forEach(
        (key, rates) ->
            all.merge(
                key,
                rates,
                (before, after) -> {
                  List<Double> joined = new ArrayList<>(before);
                  joined.addAll(after);
                  return joined;
                }));
    return new Rates(all);
  }

  /** The second best slice of a kernel on all threads, for a single outlier is no peak. */
  OptionalDouble best(String kernel) {
    List<Double> sorted = of(kernel).stream().sorted(Comparator.reverseOrder()).toList();
    return sorted.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get(Math.min(1, sorted.size() - 1)));
  }

  /** Share of the slices of f32 arithmetic that got less than 80 % of the best. */
  double disturbed() {
    List<Double> rates = of("f32");
    double limit = DISTURBED * best("f32").orElse(0);
    return rates.isEmpty()
        ? 0
        : rates.stream().filter(rate -> rate < limit).count() / (double) rates.size();
  }

  private List<Double> of(String kernel) {
    return slices.getOrDefault(new Key(kernel, THREADS), List.of());
  }
}
