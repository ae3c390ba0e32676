package fovea.explain.evaluation;

import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import fovea.train.metric.MetricNames;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Parts of pages about labels and numbers. */
final class TargetSections {
  private static final double SIDE = 96;
  private static final int DIGITS = 4;
  private static final int WORST = 12;

  private TargetSections() {}

  /** Model, photos and measures. */
  static Section summary(PageEvaluation evaluation) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("model", evaluation.model().source()));
    entries.add(Map.entry("photos", Numbers.count(evaluation.pictures().size())));
    evaluation
        .measures()
        .forEach(
            (name, value) ->
                entries.add(
                    Map.entry(
                        MetricNames.words(name),
                        MetricNames.isShare(name) ? percent(value) : number(value))));
    return new Section("Summary", new Block.KeyValues(entries));
  }

  /**
   * How the worst answers are shown.
   *
   * @param lead what they are, in a sentence or two
   * @param caption below a photo
   * @param header of the columns about target and output
   * @param cells of these columns, for a target or an output
   */
  record Shown(
      String lead,
      Function<TargetAnswers.Row, String> caption,
      List<String> header,
      Function<List<Float>, String> cells) {}

  /** The photos whose answers are the worst, the worst first. */
  static Section worst(
      TargetAnswers answers,
      ToDoubleFunction<TargetAnswers.Row> badness,
      Shown shown,
      EvaluationView view) {
    List<TargetAnswers.Row> rows =
        answers.rows().stream()
            .sorted(Comparator.comparingDouble(badness).reversed())
            .limit(WORST)
            .toList();
    List<Block> blocks = new ArrayList<>(List.of(new Block.Paragraph(shown.lead())));
    if (view.pictures()) {
      blocks.add(grid(answers, rows, shown.caption()));
    }
    blocks.add(sources(answers, rows, shown));
    return new Section("Worst errors", blocks);
  }

  /** Some photos with a line of text each. */
  private static Block grid(
      TargetAnswers answers,
      List<TargetAnswers.Row> rows,
      Function<TargetAnswers.Row, String> caption) {
    return new Block.PictureGrid(
        rows.stream()
            .map(
                row ->
                    new Block.Thumbnail(
                        PictureThumbnail.of(answers.photos(), row.photo(), SIDE),
                        caption.apply(row)))
            .toList());
  }

  /** Where to find some photos, whose target may be wrong. */
  private static Block sources(TargetAnswers answers, List<TargetAnswers.Row> rows, Shown shown) {
    List<String> header = new ArrayList<>(List.of("photo"));
    header.addAll(shown.header());
    List<List<String>> lines =
        rows.stream()
            .map(
                row ->
                    List.of(
                        answers.photos().source(row.photo()),
                        shown.cells().apply(row.target()),
                        shown.cells().apply(row.output())))
            .toList();
    return new Block.Details(
        "Where these pictures are", List.of(new Block.Table("from left to right", header, lines)));
  }

  /** A share; a dash where there is none. */
  static String percent(double share) {
    return Double.isFinite(share) ? Numbers.percent(share) : "–";
  }

  /** A number to four digits. */
  static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString()
        : "–";
  }
}
