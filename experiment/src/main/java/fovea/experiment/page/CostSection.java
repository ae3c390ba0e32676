package fovea.experiment.page;

import fovea.report.page.Block;
import fovea.report.page.Section;
import fovea.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    for (Map.Entry<String, String> known : Settings.flat(files.cost())) {
      Numbers.cost(known.getKey(), known.getValue()).ifPresent(entries::add);
    }
    return new Section(
        "What it cost",
        entries.isEmpty()
            ? new Block.Paragraph("No epoch is recorded, so nothing was measured.")
            : new Block.KeyValues(entries));
  }

  private double sum(ToDoubleFunction<EpochReport> part) {
    return epochs.stream().mapToDouble(part).sum();
  }
}
