package fovea.explain.evaluation;

import fovea.data.PictureSet;
import fovea.hub.Model;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How well a model finds the labels of photos, of which each has any number. */
public final class LabelEvaluation implements PageEvaluation {
  /** A probability of 0 would count as infinitely bad. */
  private static final double LEAST = 1e-7;

  private final TargetAnswers answers;

  LabelEvaluation(TargetAnswers answers) {
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

  /** How well each label is recognized, in the order of the labels. */
  public List<LabelScore> scores() {
    return labels().mapToObj(label -> LabelScore.of(answers, label)).toList();
  }

  private IntStream labels() {
    return IntStream.range(0, answers.names().size());
  }

  /**
   * {@code accuracy} is the share of all labels of all photos that are right, {@code exact_match}
   * the share of photos all of whose labels are; {@code macro_f1}, {@code balanced_accuracy} and
   * {@code mean_average_precision} are means over the labels; {@code loss} is binary cross-entropy.
   */
  @Override
  public SequencedMap<String, Double> measures() {
    List<LabelScore> scores = scores();
    SequencedMap<String, Double> measures = new LinkedHashMap<>();
    measures.put("accuracy", answers.mean(row -> (double) right(row) / answers.names().size()));
    measures.put("exact_match", answers.mean(row -> right(row) == answers.names().size() ? 1 : 0));
    measures.put("balanced_accuracy", TargetAnswers.mean(scores, LabelScore::balancedAccuracy));
    measures.put("macro_f1", TargetAnswers.mean(scores, LabelScore::f1));
    measures.put(
        "mean_average_precision", TargetAnswers.mean(scores, LabelScore::averagePrecision));
    measures.put("loss", answers.mean(this::loss));
    return measures;
  }

  private long right(TargetAnswers.Row row) {
    return labels()
        .filter(label -> LabelScore.has(row.target(), label) == LabelScore.has(row.output(), label))
        .count();
  }

  /** The mean binary cross-entropy of the labels of a photo. */
  private double loss(TargetAnswers.Row row) {
    return labels()
        .mapToDouble(
            label -> {
              double there = row.output().get(label);
              double truth = row.target().get(label);
              return -Math.log(Math.max(LEAST, truth > 0 ? there : 1 - there));
            })
        .average()
        .orElse(0);
  }

  @Override
  public List<Section> sections(EvaluationView view) {
    return List.of(TargetSections.summary(this), new Section("Labels", table()), worst(view));
  }

  private Block table() {
    List<List<String>> rows =
        scores().stream()
            .map(
                score ->
                    List.of(
                        score.name(),
                        Numbers.count(score.photos()),
                        TargetSections.percent(score.precision()),
                        TargetSections.percent(score.recall()),
                        TargetSections.percent(score.f1()),
                        TargetSections.percent(score.balancedAccuracy()),
                        TargetSections.percent(score.averagePrecision())))
            .toList();
    return new Block.Table(
        "a label counts as found from a probability of 50 % on",
        List.of(
            "label",
            "photos",
            "precision",
            "recall",
            "F1",
            "balanced accuracy",
            "average precision"),
        rows);
  }

  private Section worst(EvaluationView view) {
    return TargetSections.worst(
        answers,
        this::loss,
        new TargetSections.Shown(
            "The photos of the largest loss first. Labels in brackets were not found, those with an"
                + " exclamation mark are not there.",
            this::caption,
            List.of("labels", "said to be there"),
            this::names),
        view);
  }

  private String caption(TargetAnswers.Row row) {
    String text =
        labels()
            .mapToObj(label -> Map.entry(label, LabelScore.has(row.target(), label)))
            .filter(entry -> entry.getValue() || LabelScore.has(row.output(), entry.getKey()))
            .map(
                entry -> {
                  String name = answers.names().get(entry.getKey());
                  boolean said = LabelScore.has(row.output(), entry.getKey());
                  return entry.getValue() ? (said ? name : "[" + name + "]") : name + "!";
                })
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "no label" : text;
  }

  private String names(List<Float> values) {
    return labels()
        .filter(label -> LabelScore.has(values, label))
        .mapToObj(answers.names()::get)
        .collect(Collectors.joining(", "));
  }
}
