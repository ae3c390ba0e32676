package fovea.explain.evaluation;

import fovea.report.figure.Figure;
import fovea.report.page.Block;
import fovea.report.page.Page;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An evaluation as a page: figures, classes, confusion with the pictures behind it, errors,
 * calibration.
 *
 * @param evaluation that is shown
 * @param temperature that calibrates the model; none unless it was asked for
 */
record EvaluationPage(ModelEvaluation evaluation, List<Temperature> temperature) {
  private static final double SIDE = 96;
  private static final int PAIRS = 20;
  private static final int BEHIND = 6;
  private static final int ANSWERS = 12;
  private static final int CLASSES = 100;

  EvaluationPage {
    temperature = List.copyOf(temperature);
  }

  Page page() {
    String model = evaluation.model().card().blueprint().name();
    String data = evaluation.pictures().name();
    return new Page(
        "Evaluation of " + model + " on " + data,
        evaluation.pictures().info().description(),
        Stream.of(summary(), classes(), confusion(), errors(), uncertain(), calibration())
            .flatMap(List::stream)
            .toList());
  }

  private EvaluationFigures figures() {
    return new EvaluationFigures(evaluation);
  }

  private List<Section> summary() {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("model", evaluation.model().source()));
    entries.add(Map.entry("pictures", number(evaluation.answers().size())));
    entries.add(Map.entry("classes", number(evaluation.classes().size())));
    entries.add(Map.entry("accuracy", percent(evaluation.accuracy())));
    if (evaluation.classes().size() > 5) {
      entries.add(Map.entry("top-5 accuracy", percent(evaluation.top5())));
    }
    entries.add(
        Map.entry("expected calibration error", percent(evaluation.calibration().expectedError())));
    return List.of(new Section("In figures", new Block.KeyValues(entries)));
  }

  private List<Section> classes() {
    List<ClassScore> all =
        evaluation.scores().stream().filter(score -> score.support() > 0).toList();
    List<ClassScore> shown =
        all.size() <= CLASSES
            ? all
            : all.stream()
                .sorted(Comparator.comparingDouble(ClassScore::f1))
                .limit(CLASSES)
                .toList();
    String caption =
        all.size() <= CLASSES
            ? "every class that has pictures"
            : "the " + CLASSES + " classes of the smallest F1";
    List<List<String>> rows =
        shown.stream()
            .map(
                score ->
                    List.of(
                        score.name(),
                        percent(score.precision()),
                        percent(score.recall()),
                        percent(score.f1()),
                        number(score.support())))
            .toList();
    return List.of(
        new Section(
            "Classes",
            new Block.Table(
                caption, List.of("class", "precision", "recall", "F1", "pictures"), rows)));
  }

  private List<Section> confusion() {
    List<Block> blocks = new ArrayList<>();
    if (evaluation.classes().size() <= EvaluationFigures.MOST_CLASSES) {
      blocks.add(
          new Block.FigureBlock(
              figures().confusion(),
              "Confusion matrix: true classes down, predicted ones across",
              "true classes down, predicted ones across"));
    }
    List<ModelEvaluation.Confused> pairs = evaluation.confused(PAIRS);
    blocks.add(
        new Block.Paragraph(
            pairs.isEmpty()
                ? "No class was taken for another."
                : "The pictures behind the cells, the most frequent confusions first:"));
    for (ModelEvaluation.Confused pair : pairs) {
      String summary =
          evaluation.classes().get(pair.truth())
              + " taken for "
              + evaluation.classes().get(pair.predicted())
              + ": "
              + number(pair.count());
      blocks.add(
          new Block.Details(
              summary, List.of(grid(evaluation.behind(pair.truth(), pair.predicted(), BEHIND)))));
    }
    return List.of(new Section("What is taken for what", blocks));
  }

  private List<Section> errors() {
    List<Answer> worst = evaluation.worst(ANSWERS);
    return worst.isEmpty()
        ? List.of()
        : List.of(
            new Section(
                "Worst errors",
                new Block.Paragraph(
                    "The wrong answers that find the true class least likely first."),
                grid(worst),
                sources(worst)));
  }

  private List<Section> uncertain() {
    List<Answer> answers = evaluation.mostUncertain(ANSWERS);
    return List.of(
        new Section(
            "Most uncertain",
            new Block.Paragraph("The largest entropy of all probabilities first; right or wrong."),
            grid(answers),
            sources(answers)));
  }

  private Block grid(List<Answer> answers) {
    return new Block.PictureGrid(
        answers.stream()
            .map(
                answer ->
                    new Block.Thumbnail(figures().square(answer, SIDE), figures().caption(answer)))
            .toList());
  }

  /** Where to find the pictures, which may have a wrong label. */
  private Block sources(List<Answer> answers) {
    List<List<String>> rows =
        answers.stream()
            .map(
                answer ->
                    List.of(
                        evaluation.pictures().source(answer.picture()),
                        evaluation.classes().get(answer.truth()),
                        evaluation.classes().get(answer.predicted()),
                        percent(answer.confidence()),
                        String.format(Locale.ROOT, "%.2f", answer.entropy())))
            .toList();
    return new Block.Details(
        "Where these pictures are",
        List.of(
            new Block.Table(
                "from left to right",
                List.of("picture", "class", "taken for", "probability", "entropy in bits"),
                rows)));
  }

  private List<Section> calibration() {
    List<Block> blocks = new ArrayList<>();
    Calibration calibration = evaluation.calibration();
    blocks.add(
        new Block.Paragraph(
            "Of answers with a confidence of 80 %, 80 % should be right. The expected calibration"
                + " error is the mean difference of both: "
                + percent(calibration.expectedError())
                + "."));
    blocks.add(reliability(calibration, "all pictures"));
    for (Temperature fitted : temperature) {
      blocks.add(
          new Block.Paragraph(
              String.format(
                  Locale.ROOT,
                  "Logits divided by %.3f, which fits every second picture best, change the error"
                      + " on the others from %.2f %% to %.2f %%.",
                  fitted.value(),
                  100 * fitted.before().expectedError(),
                  100 * fitted.after().expectedError())));
      blocks.add(reliability(fitted.after(), "every second picture, at this temperature"));
    }
    return List.of(new Section("Calibration", blocks));
  }

  private static Block reliability(Calibration calibration, String what) {
    Figure figure = EvaluationFigures.reliability(calibration);
    return new Block.FigureBlock(
        figure, "Accuracy by confidence: " + what, what + ", " + Calibration.BINS + " bins");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
