package fovea.bench.toolbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Ways to train that are compared over some seeds.
 *
 * @param what is measured on which data
 * @param unit format of the figure, such as {@code %.2f %%}
 * @param arms what is compared, the plain one first
 */
record Experiment(String what, String unit, List<Arm> arms) {

  /** Copies the list. */
  Experiment {
    arms = List.copyOf(arms);
  }

  /** Runs all arms with the seeds from 1 on, and prints a table as documents have them. */
  void run(int seeds) {
    System.out.println(what);
    System.out.println("| | " + seedNames(seeds) + " | mean ± deviation | |");
    System.out.println("|---|" + "---:|".repeat(seeds + 1) + "---|");
    for (Arm arm : arms) {
      List<Arm.Figure> figures = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        figures.add(arm.run().apply(seed));
      }
      System.out.println(row(arm, figures));
    }
  }

  private static String seedNames(int seeds) {
    List<String> names = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      names.add("seed " + seed);
    }
    return String.join(" | ", names);
  }

  private String row(Arm arm, List<Arm.Figure> figures) {
    double[] values = figures.stream().mapToDouble(Arm.Figure::value).toArray();
    double mean = DoubleStream.of(values).average().orElse(0);
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
    String seeds = DoubleStream.of(values).mapToObj(this::text).collect(Collectors.joining(" | "));
    return "| %s | %s | %s ± %s | %s |"
        .formatted(arm.name(), seeds, text(mean), text(deviation), figures.getLast().note());
  }

  private String text(double value) {
    return String.format(Locale.ROOT, unit, value);
  }
}
