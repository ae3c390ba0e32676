package fovea.explain.evaluation;

import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parts of pages about labels and numbers. */
final class TargetSections {
  private static final double SIDE = 96;
  private static final int DIGITS = 4;
  private static final Set<String> NUMBERS =
      Set.of("loss", "mean_absolute_error", "root_mean_squared_error", "bias", "r2");

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
                        name.equals("r2") ? "R²" : name.replace('_', ' ').replace("f1", "F1"),
                        NUMBERS.contains(name) ? number(value) : percent(value))));
    return new Section("Summary", new Block.KeyValues(entries));
  }

  /** Some photos with a line of text each. */
  static Block grid(
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
  static Block sources(
      TargetAnswers answers,
      List<TargetAnswers.Row> rows,
      List<String> header,
      Function<TargetAnswers.Row, List<String>> columns) {
    List<String> all = new ArrayList<>(List.of("photo"));
    all.addAll(header);
    List<List<String>> lines = new ArrayList<>();
    for (TargetAnswers.Row row : rows) {
      List<String> line = new ArrayList<>(List.of(answers.photos().source(row.photo())));
      line.addAll(columns.apply(row));
      lines.add(line);
    }
    return new Block.Details(
        "Where these pictures are", List.of(new Block.Table("from left to right", all, lines)));
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
