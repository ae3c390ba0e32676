package fovea.explain.adversarial;

import fovea.report.chart.ChartAxis;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * How accurate a model is on pictures that are attacked more and more.
 *
 * @param pictures their number
 * @param clean share of them that is recognized as they are
 * @param epsilons the most that a pixel is changed, as a share of the range from black to white, in
 *     ascending order
 * @param attacks that were made, each for all of these
 */
public record RobustnessCurve(
    int pictures, double clean, List<Double> epsilons, List<Attacked> attacks) {

  /** Copies the lists. */
  public RobustnessCurve {
    epsilons = List.copyOf(epsilons);
    attacks = List.copyOf(attacks);
  }

  /**
   * What an attack leaves.
   *
   * @param name of the attack, such as {@code fgsm}
   * @param accuracies share of pictures that is still recognized, for each epsilon
   */
  public record Attacked(String name, List<Double> accuracies) {

    /** Copies the list. */
    public Attacked {
      accuracies = List.copyOf(accuracies);
    }
  }

  /** A line for each attack, that of clean pictures among them. */
  public LineChart chart() {
    double most = epsilons.getLast();
    var lines = new ArrayList<Series>();
    for (Attacked attack : attacks) {
      double[] x = new double[epsilons.size() + 1];
      double[] y = new double[x.length];
      y[0] = 100 * clean;
      for (int i = 0; i < epsilons.size(); i++) {
        x[i + 1] = epsilons.get(i);
        y[i + 1] = 100 * attack.accuracies().get(i);
      }
      lines.add(Series.of(attack.name(), x, y));
    }
    return new LineChart(
        new ChartAxis("epsilon, of the range from black to white").range(0, most),
        new ChartAxis("accuracy, %").range(0, 100),
        lines.toArray(Series[]::new));
  }

  /** The chart below a title. */
  public Figure figure(String title, String lead) {
    return Figures.padded(16, Figures.titled(title, lead, chart().figure()));
  }
}
