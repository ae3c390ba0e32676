package fovea.experiment.page;

import fovea.report.chart.ChartAxis;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import fovea.train.EpochReport;
import fovea.train.metric.Score;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How a training went: curves by epoch, and the same as a table.
 *
 * @param judge name of the part that epochs were judged by
 */
record CurveSection(List<EpochReport> epochs, String judge) {
  private static final double WIDTH = 440;
  private static final double HEIGHT = 290;
  private static final String LOSS = "loss";

  /** Metrics that get a chart; others are in the table. */
  private static final int MOST = 4;

  CurveSection {
    epochs = List.copyOf(epochs);
  }

  Section section() {
    String heading = "Training curves";
    if (epochs.isEmpty()) {
      return new Section(
          heading, new Block.Paragraph("No epoch is recorded, so there are no curves."));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(diverged());
    List<Block.Thumbnail> charts = new ArrayList<>();
    for (String metric : metrics().stream().limit(MOST + 1).toList()) {
      charts.add(scores(metric));
    }
    charts.add(chart("learning rate", line("learning rate", epochs, EpochReport::rate)));
    charts.add(times());
    blocks.add(new Block.PictureGrid(charts));
    blocks.add(new Block.Details("All epochs as numbers", List.of(table())));
    return new Section(heading, blocks);
  }

  /** Loss first, then what training and tests measured. */
  private SequencedSet<String> metrics() {
    SequencedSet<String> names = new LinkedHashSet<>();
    names.add(LOSS);
    for (EpochReport epoch : epochs) {
      names.addAll(epoch.train().metrics().keySet());
      names.addAll(epoch.test().metrics().keySet());
    }
    return names;
  }

  private List<Block> diverged() {
    List<String> lost =
        epochs.stream()
            .filter(epoch -> !Double.isFinite(epoch.train().loss()))
            .map(epoch -> Integer.toString(epoch.epoch()))
            .toList();
    return lost.isEmpty()
        ? List.of()
        : List.of(
            new Block.Paragraph(
                "The training diverged: the loss is not finite in epoch "
                    + String.join(", ", lost.subList(0, Math.min(5, lost.size())))
                    + (lost.size() > 5 ? ", …" : "")
                    + ". Try a lower learning rate."));
  }

  private Block.Thumbnail scores(String metric) {
    Series train = line("training", epochs, epoch -> value(epoch.train(), metric));
    List<EpochReport> tested = epochs.stream().filter(epoch -> !epoch.test().isNone()).toList();
    Series test = line(judge, tested, epoch -> value(epoch.test(), metric));
    List<Series> some = Stream.of(train, test).filter(one -> !one.x().isEmpty()).toList();
    return chart(metric.replace('_', ' '), some.toArray(Series[]::new));
  }

  private static double value(Score score, String metric) {
    return metric.equals(LOSS) ? score.loss() : score.metrics().getOrDefault(metric, Double.NaN);
  }

  private static Series line(
      String name, List<EpochReport> some, ToDoubleFunction<EpochReport> value) {
    return new Series(
        name,
        some.stream().map(epoch -> (double) epoch.epoch()).toList(),
        some.stream().map(value::applyAsDouble).toList());
  }

  private Block.Thumbnail times() {
    return chart(
        "seconds",
        line("steps", epochs, epoch -> epoch.trainSeconds() - epoch.waitingSeconds()),
        line("waiting for batches", epochs, EpochReport::waitingSeconds),
        line(
            judge,
            epochs.stream().filter(epoch -> !epoch.test().isNone()).toList(),
            EpochReport::testSeconds));
  }

  /** A chart whose text alternative says where each line begins and ends. */
  private static Block.Thumbnail chart(String what, Series... series) {
    var chart =
        new LineChart(new ChartAxis("epoch"), new ChartAxis(what), series).size(WIDTH, HEIGHT);
    List<String> ends = new ArrayList<>();
    for (Series one : series) {
      if (!one.y().isEmpty()) {
        ends.add(
            String.format(
                Locale.ROOT,
                "%s from %s to %s",
                one.name(),
                Numbers.small(one.y().getFirst()),
                Numbers.small(one.y().getLast())));
      }
    }
    return new Block.Thumbnail(
        chart.figure(), what + " by epoch: " + String.join("; ", ends), what + " by epoch");
  }

  private Block table() {
    List<String> names = List.copyOf(metrics());
    List<String> header = new ArrayList<>(List.of("epoch", "rate"));
    names.forEach(name -> header.add("training " + name.replace('_', ' ')));
    names.forEach(name -> header.add(judge + " " + name.replace('_', ' ')));
    header.addAll(List.of("seconds", "images/s"));
    List<List<String>> rows = epochs.stream().map(epoch -> row(epoch, names)).toList();
    return new Block.Table("every epoch", header, rows);
  }

  private static List<String> row(EpochReport epoch, List<String> names) {
    Function<Score, List<String>> cells =
        score ->
            names.stream()
                .map(name -> score.isNone() ? "–" : Numbers.figure(value(score, name)))
                .toList();
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(epoch.epoch()));
    row.add(Numbers.small(epoch.rate()));
    row.addAll(cells.apply(epoch.train()));
    row.addAll(cells.apply(epoch.test()));
    row.add(String.format(Locale.ROOT, "%.1f", epoch.trainSeconds() + epoch.testSeconds()));
    row.add(String.format(Locale.ROOT, "%,.0f", epoch.imagesPerSecond()));
    return row;
  }
}
