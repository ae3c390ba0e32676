package fovea.explain.evaluation;

import fovea.data.PictureSet;
import fovea.hub.Model;
import fovea.report.chart.ChartAxis;
import fovea.report.chart.Histogram;
import fovea.report.chart.ScatterChart;
import fovea.report.page.Block;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How well a model gives the numbers of photos. */
public final class NumberEvaluation implements PageEvaluation {
  private static final int BINS = 25;

  /** More numbers have no charts each. */
  private static final int CHARTS = 8;

  private final TargetAnswers answers;

  NumberEvaluation(TargetAnswers answers) {
    this.answers = answers;
  }

  @Override
  public Model model() {
    return answers.model();
  }

  @Override
  public PictureSet pictures() {
    return answers.photos();
  }

  /** How well each number is given, in the order of the numbers. */
  public List<NumberScore> scores() {
    return IntStream.range(0, answers.names().size())
        .mapToObj(number -> NumberScore.of(answers, number))
        .toList();
  }

  /** Means over the numbers. */
  @Override
  public SequencedMap<String, Double> measures() {
    List<NumberScore> scores = scores();
    SequencedMap<String, Double> measures = new LinkedHashMap<>();
    measures.put("mean_absolute_error", TargetAnswers.mean(scores, NumberScore::meanAbsoluteError));
    measures.put(
        "root_mean_squared_error", TargetAnswers.mean(scores, NumberScore::rootMeanSquaredError));
    measures.put("bias", TargetAnswers.mean(scores, NumberScore::bias));
    measures.put("r2", TargetAnswers.mean(scores, NumberScore::r2));
    return measures;
  }

  @Override
  public List<Section> sections(EvaluationView view) {
    List<Section> sections = new ArrayList<>();
    sections.add(TargetSections.summary(this));
    sections.add(new Section("Numbers", table()));
    for (int i = 0; i < Math.min(CHARTS, answers.names().size()); i++) {
      sections.add(charts(i));
    }
    sections.add(worst(view));
    return sections;
  }

  private Block table() {
    List<List<String>> rows =
        scores().stream()
            .map(
                score ->
                    List.of(
                        score.name(),
                        TargetSections.number(score.meanAbsoluteError()),
                        TargetSections.number(score.rootMeanSquaredError()),
                        TargetSections.number(score.bias()),
                        TargetSections.number(score.r2())))
            .toList();
    return new Block.Table(
        "in the units of the table; bias is the mean of predicted - true, R² the share of the"
            + " variance that is explained",
        List.of("number", "mean absolute error", "root mean squared error", "bias", "R²"),
        rows);
  }

  private Section charts(int number) {
    String name = answers.names().get(number);
    double[] truth = values(row -> row.target().get(number));
    double[] predicted = values(row -> row.output().get(number));
    double[] errors = values(row -> row.error(number));
    var scatter =
        ScatterChart.of(
            new ChartAxis(name + ", true"), truth, new ChartAxis(name + ", predicted"), predicted);
    var histogram = Histogram.of(new ChartAxis("predicted - true"), BINS, errors);
    return new Section(
        "Predictions of " + name,
        new Block.FigureBlock(
            scatter.figure(),
            "Predictions of " + name + " against the truth",
            "on the dashed line, they are equal"),
        new Block.FigureBlock(
            histogram.figure(), "Errors of " + name, "how many photos have which error"));
  }

  private double[] values(ToDoubleFunction<TargetAnswers.Row> value) {
    return answers.rows().stream().mapToDouble(value).toArray();
  }

  private Section worst(EvaluationView view) {
    List<NumberScore> scores = scores();
    return TargetSections.worst(
        answers,
        row -> error(row, scores),
        new TargetSections.Shown(
            "The photos of the largest errors first, true and predicted.",
            NumberEvaluation::caption,
            List.of("true", "predicted"),
            NumberEvaluation::numbers),
        view);
  }

  /** The largest error in units of the usual one, so that numbers of any size compare. */
  private static double error(TargetAnswers.Row row, List<NumberScore> scores) {
    return IntStream.range(0, scores.size())
        .mapToDouble(
            i ->
                Math.abs(row.error(i))
                    / Math.max(Float.MIN_NORMAL, scores.get(i).rootMeanSquaredError()))
        .max()
        .orElse(0);
  }

  private static String caption(TargetAnswers.Row row) {
    return numbers(row.target()) + ", predicted " + numbers(row.output());
  }

  private static String numbers(List<Float> values) {
    return String.join(", ", values.stream().map(TargetSections::number).toList());
  }
}
