package fovea.app.train.rate;

import fovea.app.console.Quantity;
import fovea.report.chart.Chart;
import fovea.report.chart.ChartAxis;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import fovea.train.rate.RateCurve;
import fovea.train.rate.RateCurve.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The losses by rate as a chart, with the rates that they suggest. */
record RatePicture(RateCurve curve) {
  private static final double ABOVE_START = 1.5;

  /** The chart. Losses far above the first one are beyond its upper edge. */
  Chart chart() {
    List<Series> series = new ArrayList<>();
    series.add(series("loss, smoothed", Trial::smoothed));
    series.add(series("loss of the batch", Trial::loss));
    mark("steepest descent", curve.steepest()).ifPresent(series::add);
    mark("tenth of the lowest", curve.tenthOfLowest()).ifPresent(series::add);
    double lowest = curve.trials().stream().mapToDouble(Trial::loss).min().orElse(0);
    double first = curve.trials().getFirst().smoothed();
    double highest = Math.max(first, lowest) + (ABOVE_START - 1) * Math.max(first - lowest, 1e-9);
    return new LineChart(
            new ChartAxis("learning rate").logarithmic(),
            new ChartAxis("loss").range(Math.min(0, lowest), highest),
            series.toArray(Series[]::new))
        .size(640, 400);
  }

  private Series series(String name, ToDoubleFunction<Trial> value) {
    return Series.of(
        name,
        curve.trials().stream().mapToDouble(Trial::rate).toArray(),
        curve.trials().stream().mapToDouble(value).toArray());
  }

  private Optional<Series> mark(String name, OptionalDouble rate) {
    if (rate.isEmpty()) {
      return Optional.empty();
    }
    double at = rate.getAsDouble();
    Trial nearest =
        curve.trials().stream()
            .min(Comparator.comparingDouble(trial -> Math.abs(Math.log(trial.rate() / at))))
            .orElseThrow();
    String label = name + ": " + Quantity.rounded(at);
    return Optional.of(
        Series.of(label, new double[] {nearest.rate()}, new double[] {nearest.smoothed()}));
  }
}
