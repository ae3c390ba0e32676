package fovea.experiment.compare;

import fovea.report.chart.ChartAxis;
import fovea.report.chart.ChartSize;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import fovea.report.color.Palette;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.train.EpochReport;
import fovea.train.metric.Score;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The curves of runs, drawn together. */
public final class ComparisonCharts {
  private static final ChartSize SIZE = new ChartSize(520, 340);

  /** More lines than colors cannot be told apart. */
  static final int MOST = Palette.SIZE;

  private static final double WIDE = 20;

  private final RunComparison runs;

  /** Those of some runs: of the first eight in their order that have an epoch. */
  public ComparisonCharts(RunComparison runs) {
    this.runs = runs;
  }

  /** A chart and what it shows. */
  public record Curves(String title, Figure figure) {}

  /** Those for which there are numbers: accuracy and loss, on test and training examples. */
  public List<Curves> all() {
    List<Curves> charts = new ArrayList<>();
    add(charts, "accuracy on the test examples", EpochReport::test, RunOutcome::accuracy);
    add(charts, "accuracy on the training examples", EpochReport::train, RunOutcome::accuracy);
    add(charts, "loss on the test examples", EpochReport::test, ComparisonCharts::loss);
    add(charts, "loss on the training examples", EpochReport::train, ComparisonCharts::loss);
    return charts;
  }

  /** All as one picture. */
  public Figure figure() {
    String drawn =
        drawn().size() < runs.outcomes().size()
            ? drawn().size() + " of " + runs.outcomes().size() + " runs"
            : "";
    return Figures.sheet("Runs compared", drawn, 2, all().stream().map(Curves::figure).toList());
  }

  /** Numbers of the runs that are drawn. */
  List<Integer> drawn() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < runs.outcomes().size() && rows.size() < MOST; i++) {
      if (!runs.outcomes().get(i).run().epochs().isEmpty()) {
        rows.add(i);
      }
    }
    return rows;
  }

  private void add(
      List<Curves> charts,
      String title,
      Function<EpochReport, Score> score,
      Function<Score, OptionalDouble> figure) {
    List<Series> series = new ArrayList<>();
    boolean any = false;
    for (int row : drawn()) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (EpochReport epoch : runs.outcomes().get(row).run().epochs()) {
        figure
            .apply(score.apply(epoch))
            .ifPresent(
                value -> {
                  x.add((double) epoch.epoch());
                  y.add(value);
                });
      }
      any |= !x.isEmpty();
      // A run without numbers keeps its place, so that each has one color in all charts.
      series.add(new Series(runs.names().get(row), x, y));
    }
    if (any) {
      var chart = new LineChart(new ChartAxis("epoch"), axis(title, series), series, SIZE);
      charts.add(new Curves(title, chart.figure()));
    }
  }

  /** Logarithmic where one line would press all others to the ground. */
  private static ChartAxis axis(String title, List<Series> series) {
    DoubleSummaryStatistics all =
        series.stream()
            .flatMap(one -> one.y().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    boolean isWide = all.getCount() > 0 && all.getMin() > 0 && all.getMax() > WIDE * all.getMin();
    var axis = new ChartAxis(title);
    return isWide ? axis.logarithmic() : axis;
  }

  private static OptionalDouble loss(Score score) {
    return score.isNone() ? OptionalDouble.empty() : OptionalDouble.of(score.loss());
  }
}
