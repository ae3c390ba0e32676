package fovea.explain.show;

import fovea.explain.feature.TopPredictions;
import fovea.hub.Prediction;
import fovea.report.chart.BarChart;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import java.util.List;
import java.util.Locale;

/**
 * A picture and what a model takes it for: a bar for the probability of each class, the true one
 * marked.
 *
 * @param model name of the network
 * @param picture as the network sees it
 * @param predictions the likeliest classes
 */
public record TopPredictionsFigure(String model, Bitmap picture, TopPredictions predictions) {
  private static final double WIDTH = 240;
  private static final double BARS = 420;
  private static final LabelStyle NOTE = new LabelStyle(12);

  /** The picture and the bars below a title. */
  public Figure figure() {
    Figure shown = Figure.of(picture, WIDTH, WIDTH * picture.height() / picture.width());
    Figure bars = bars();
    Figure right =
        note().isEmpty() ? bars : Figures.column(8, bars, Figures.text(note(), NOTE, BARS));
    return Figures.padded(
        16,
        Figures.titled(
            "Top " + predictions.list().size() + " of " + model,
            predictions.addUp() ? "probability of each class" : "probability of each label",
            Figures.row(20, shown, right)));
  }

  private Figure bars() {
    List<BarChart.Bar> bars =
        predictions.list().stream()
            .map(
                prediction ->
                    new BarChart.Bar(
                        prediction.name(),
                        prediction.probability(),
                        percent(prediction),
                        predictions.isTrue(prediction)))
            .toList();
    return new BarChart(bars).most(1).width(BARS).figure();
  }

  private String note() {
    String names = String.join(", ", predictions.truth().values());
    if (names.isEmpty()) {
      return "";
    }
    return predictions.missesTruth()
        ? "true label: " + names + ", not among these"
        : "marked: true label, " + names;
  }

  private static String percent(Prediction prediction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * prediction.probability());
  }
}
