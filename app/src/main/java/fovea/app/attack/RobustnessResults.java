package fovea.app.attack;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.data.PictureSet;
import fovea.explain.adversarial.RobustnessCurve;
import fovea.report.chart.LineChart;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.page.Block;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * What models bear, drawn and in tables.
 *
 * @param pictures that were attacked
 * @param curves by the names of the models
 */
record RobustnessResults(PictureSet pictures, SequencedMap<String, RobustnessCurve> curves) {
  private static final String NOTE =
      "Each picture is changed away from its class by attacks on the model itself. Other attacks"
          + " may be stronger: the figures are an upper bound of what a model bears.";

  /** What the page is called. */
  String title() {
    return "What "
        + String.join(" and ", curves.sequencedKeySet())
        + (isAlone() ? " bears" : " bear");
  }

  private boolean isAlone() {
    return curves.size() == 1;
  }

  private RobustnessCurve first() {
    return curves.firstEntry().getValue();
  }

  /** The chart of all models below a title. */
  Figure figure() {
    LineChart chart = isAlone() ? first().chart() : RobustnessCurve.chart(curves);
    String lead =
        "%s on %s pictures of %s"
            .formatted(
                String.join(", ", curves.sequencedKeySet()),
                Quantity.count(first().pictures()),
                pictures.name());
    return Figures.padded(16, Figures.titled("Accuracy under attack", lead, chart.figure()));
  }

  /** The chart and the table for a page. */
  Section section() {
    return new Section(
        "Accuracy under attack",
        new Block.FigureBlock(figure(), "accuracy under attack, by epsilon", ""),
        new Block.Table("Accuracy", header(), rows()),
        new Block.Paragraph(NOTE));
  }

  /** The table for a terminal. */
  String table() {
    return Table.of(header().stream().map(Column::number).toArray(Column[]::new)).render(rows());
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("epsilon"));
    curves.forEach(
        (name, curve) ->
            curve.attacks().stream()
                .map(attack -> isAlone() ? attack.name() : name + ": " + attack.name())
                .forEach(header::add));
    return header;
  }

  /** A row for each epsilon, that of pictures as they are first. */
  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> clean = new ArrayList<>(List.of("0"));
    curves.forEach(
        (_, curve) -> curve.attacks().forEach(_ -> clean.add(Quantity.percent(curve.clean()))));
    rows.add(clean);
    List<Double> epsilons = first().epsilons();
    for (int i = 0; i < epsilons.size(); i++) {
      List<String> row = new ArrayList<>(List.of(Quantity.rounded(epsilons.get(i))));
      for (RobustnessCurve curve : curves.values()) {
        for (RobustnessCurve.Attacked attack : curve.attacks()) {
          row.add(Quantity.percent(attack.accuracies().get(i)));
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
