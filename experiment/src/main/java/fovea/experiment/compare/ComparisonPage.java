package fovea.experiment.compare;

import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.List;

/** A comparison as a page that needs no other file. */
public final class ComparisonPage {
  private ComparisonPage() {}

  /** The page. */
  public static Page of(RunComparison runs) {
    List<Section> sections = new ArrayList<>();
    List<String> warnings = runs.warnings();
    if (!warnings.isEmpty()) {
      sections.add(
          new Section(
              "Before you compare",
              warnings.stream().<Block>map(text -> new Block.Paragraph(sentence(text))).toList()));
    }
    sections.add(new Section("Runs", tables(runs)));
    List<Block> curves = curves(runs);
    if (!curves.isEmpty()) {
      sections.add(new Section("Curves", curves));
    }
    if (!runs.settings().shared().isEmpty()) {
      sections.add(
          new Section(
              "The same in all",
              new Block.Details(
                  "Settings that do not differ",
                  List.of(new Block.KeyValues(List.copyOf(runs.settings().shared().entrySet()))))));
    }
    int count = runs.outcomes().size();
    return new Page("Runs compared", count + (count == 1 ? " run" : " runs"), sections);
  }

  private static List<Block> tables(RunComparison runs) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        table(
            "Settings that differ, and results on the examples that epochs were judged by",
            ComparisonTable.ofRuns(runs)));
    blocks.add(
        new Block.Paragraph(
            "The best epoch was chosen by these examples, so its figures are optimistic."));
    if (runs.repeats()) {
      blocks.add(
          table(
              "Runs that differ in the seed only: mean ± standard deviation",
              ComparisonTable.bySeed(runs)));
    }
    return blocks;
  }

  private static Block table(String caption, ComparisonTable table) {
    return new Block.Table(caption, table.header(), table.rows());
  }

  private static List<Block> curves(RunComparison runs) {
    var charts = new ComparisonCharts(runs);
    List<Block> blocks = new ArrayList<>();
    for (ComparisonCharts.Curves each : charts.all()) {
      blocks.add(new Block.FigureBlock(each.figure(), each.title() + " by epoch", ""));
    }
    int drawn = charts.drawn().size();
    if (!blocks.isEmpty() && drawn < runs.outcomes().size()) {
      blocks.add(
          new Block.Paragraph(
              "Drawn are the first " + drawn + " of the table that have an epoch."));
    }
    return blocks;
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
