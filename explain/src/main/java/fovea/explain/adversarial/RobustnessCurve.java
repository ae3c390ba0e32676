package fovea.explain.adversarial;

import fovea.report.chart.ChartAxis;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

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

  /** A line for each attack, from the accuracy on pictures as they are. */
  public LineChart chart() {
    return chart(lines(""));
  }

  /**
   * The lines of several models, which were attacked in the same way, in one chart.
   *
   * @param curves by the names of the models
   */
  public static LineChart chart(SequencedMap<String, RobustnessCurve> curves) {
    List<Series> lines = new ArrayList<>();
    curves.forEach((name, curve) -> lines.addAll(curve.lines(name + ": ")));
    return chart(lines);
  }

  private static LineChart chart(List<Series> lines) {
    return new LineChart(
            new ChartAxis("epsilon, of the range from black to white"),
            new ChartAxis("accuracy, %").range(0, 100),
            lines.toArray(Series[]::new))
        .size(640, 400);
  }

  private List<Series> lines(String prefix) {
    List<Series> lines = new ArrayList<>();
    for (Attacked attack : attacks) {
      List<Double> x = new ArrayList<>(List.of(0.0));
      x.addAll(epsilons);
      List<Double> y = new ArrayList<>(List.of(100 * clean));
      attack.accuracies().forEach(accuracy -> y.add(100 * accuracy));
      lines.add(new Series(prefix + attack.name(), x, y));
    }
    return lines;
  }
}
