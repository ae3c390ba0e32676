package fovea.experiment.page;

import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import fovea.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What a run cost: the times of its epochs, and what else its record knows. */
record CostSection(List<EpochReport> epochs, RunFiles files) {

  CostSection {
    epochs = List.copyOf(epochs);
  }

  Section section() {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    if (!epochs.isEmpty()) {
      double train = sum(EpochReport::trainSeconds);
      double test = sum(EpochReport::testSeconds);
      double waiting = sum(EpochReport::waitingSeconds);
      double images = sum(epoch -> epoch.train().n());
      entries.add(
          Map.entry(
              "time",
              Numbers.seconds(train + test)
                  + " for "
                  + Numbers.count(epochs.size())
                  + (epochs.size() == 1 ? " epoch" : " epochs")));
      entries.add(
          Map.entry(
              "by part",
              String.format(
                  Locale.ROOT,
                  "%s for steps, %s waiting for batches, %s for tests",
                  Numbers.seconds(train - waiting),
                  Numbers.seconds(waiting),
                  Numbers.seconds(test))));
      entries.add(
          Map.entry(
              "images/s",
              train > 0 ? String.format(Locale.ROOT, "%,.0f in training", images / train) : "–"));
    }
    for (Map.Entry<String, String> member : Settings.flat(files.cost())) {
      known(member.getKey(), member.getValue()).ifPresent(entries::add);
    }
    return new Section(
        "Cost",
        entries.isEmpty()
            ? new Block.Paragraph("No epoch is recorded, so nothing was measured.")
            : new Block.KeyValues(entries));
  }

  private double sum(ToDoubleFunction<EpochReport> part) {
    return epochs.stream().mapToDouble(part).sum();
  }

  /** A cost that a record knows by name, unless the epochs tell it, too. */
  private static Optional<Map.Entry<String, String>> known(String name, String value) {
    String words = name.replace('_', ' ');
    if (!value.matches("-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?")) {
      return Optional.of(Map.entry(words, value));
    }
    double number = Double.parseDouble(value);
    return switch (name) {
      case "train_seconds", "waiting_seconds", "test_seconds", "images", "images_per_second" ->
          Optional.empty();
      case "seconds" -> Optional.of(Map.entry("time of the whole run", Numbers.seconds(number)));
      case "cpu_seconds" -> Optional.of(Map.entry("time of all cores", Numbers.seconds(number)));
      case "saving_seconds" -> Optional.of(Map.entry("for saving", Numbers.seconds(number)));
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
