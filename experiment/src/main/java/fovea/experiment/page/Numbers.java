package fovea.experiment.page;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers as the page writes them. */
final class Numbers {

  private Numbers() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A loss or another figure. */
  static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "not finite";
  }

  static String small(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  static String seconds(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 3600
            ? String.format(
                Locale.ROOT, "%d min %d s", (long) seconds / 60, Math.round(seconds) % 60)
            : String.format(
                Locale.ROOT, "%,d h %d min", (long) seconds / 3600, (long) seconds / 60 % 60);
  }

  /** A cost that a record knows by name, unless the epochs tell it, too. */
  static Optional<Map.Entry<String, String>> cost(String name, String value) {
    String words = name.replace('_', ' ');
    if (!value.matches("-?[0-9.]+([eE][-+]?[0-9]+)?")) {
      return Optional.of(Map.entry(words, value));
    }
    double number = Double.parseDouble(value);
    return switch (name) {
      case "train_seconds", "waiting_seconds", "test_seconds", "images", "images_per_second" ->
          Optional.empty();
      case "seconds" -> Optional.of(Map.entry("time of the whole run", seconds(number)));
      case "cpu_seconds" -> Optional.of(Map.entry("time of all cores", seconds(number)));
      case "saving_seconds" -> Optional.of(Map.entry("for saving", seconds(number)));
      case "peak_bytes" ->
          Optional.of(
              Map.entry(
                  "peak memory", String.format(Locale.ROOT, "%,.0f MiB", number / (1 << 20))));
      case "joules" ->
          Optional.of(
              Map.entry(
                  "energy of the processors",
                  String.format(Locale.ROOT, "%,.3g kJ, other programs included", number / 1e3)));
      default -> Optional.of(Map.entry(words, value));
    };
  }
}
