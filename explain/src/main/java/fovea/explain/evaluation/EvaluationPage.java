package fovea.explain.evaluation;

import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.page.Block;
import fovea.report.page.Numbers;
import fovea.report.page.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An evaluation as parts of a page: figures, classes, confusion with the pictures behind it,
 * errors, calibration.
 *
 * @param evaluation that is shown
 * @param view what is shown of it
 */
record EvaluationPage(ModelEvaluation evaluation, EvaluationView view) {
  private static final double SIDE = 96;
  private static final int PAIRS = 20;
  private static final int BEHIND = 6;
  private static final int ANSWERS = 12;

  /** Answers of a kind that have a map: it takes a backward pass, and room. */
  private static final int MAPS = 6;

  private static final int CLASSES = 100;

  List<Section> sections() {
    List<Answer> worst = evaluation.worst(ANSWERS);
    List<Answer> uncertain = evaluation.mostUncertain(ANSWERS);
    Map<Integer, Figure> maps =
        view.maps()
            ? EvidenceMaps.of(
                evaluation,
                Stream.of(worst, uncertain).flatMap(some -> some.stream().limit(MAPS)).toList(),
                SIDE)
            : Map.of();
    return Stream.of(
            summary(),
            classes(),
            confusion(),
            errors(worst, maps),
            uncertain(uncertain, maps),
            calibration())
        .flatMap(List::stream)
        .toList();
  }

  private EvaluationFigures figures() {
    return new EvaluationFigures(evaluation);
  }

  private List<Section> summary() {
    EvaluationValues values = evaluation.values();
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("model", evaluation.model().source()));
    entries.add(Map.entry("pictures", Numbers.count(values.pictures())));
    entries.add(Map.entry("classes", Numbers.count(evaluation.classes().size())));
    entries.add(Map.entry("accuracy", Numbers.percent(values.accuracy())));
    if (areUnequal()) {
      entries.add(Map.entry("balanced accuracy", Numbers.percent(values.balancedAccuracy())));
      entries.add(Map.entry("macro F1", Numbers.percent(values.macroF1())));
    }
    if (evaluation.classes().size() > 5) {
      entries.add(Map.entry("top-5 accuracy", Numbers.percent(values.top5())));
    }
    entries.add(Map.entry("loss", Numbers.figure(values.loss())));
    entries.add(
        Map.entry("expected calibration error", Numbers.percent(values.calibrationError())));
    return List.of(new Section("Summary", new Block.KeyValues(entries)));
  }

  /** Whether some classes have more pictures than others, so that accuracy is not all. */
  private boolean areUnequal() {
    return evaluation.scores().stream().map(ClassScore::support).distinct().count() > 1;
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
                        Numbers.percent(score.precision()),
                        Numbers.percent(score.recall()),
                        Numbers.percent(score.f1()),
                        Numbers.count(score.support())))
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
    if (pairs.isEmpty()) {
      blocks.add(new Block.Paragraph("No class was taken for another."));
    } else if (view.pictures()) {
      blocks.add(
          new Block.Paragraph(
              "The pictures behind the cells, the most frequent confusions first:"));
      pairs.forEach(pair -> blocks.add(behind(pair)));
    } else {
      blocks.add(pairs(pairs));
    }
    return List.of(new Section("Confusion matrix", blocks));
  }

  private Block behind(ModelEvaluation.Confused pair) {
    String summary =
        evaluation.classes().get(pair.truth())
            + " taken for "
            + evaluation.classes().get(pair.predicted())
            + ": "
            + Numbers.count(pair.count());
    List<Answer> answers = evaluation.behind(pair.truth(), pair.predicted(), BEHIND);
    return new Block.Details(summary, List.of(grid(answers, Map.of())));
  }

  private Block pairs(List<ModelEvaluation.Confused> pairs) {
    List<List<String>> rows =
        pairs.stream()
            .map(
                pair ->
                    List.of(
                        evaluation.classes().get(pair.truth()),
                        evaluation.classes().get(pair.predicted()),
                        Numbers.count(pair.count())))
            .toList();
    return new Block.Table(
        "the most frequent confusions", List.of("class", "taken for", "pictures"), rows);
  }

  private List<Section> errors(List<Answer> worst, Map<Integer, Figure> maps) {
    return worst.isEmpty()
        ? List.of()
        : List.of(
            new Section(
                "Worst errors",
                shown(
                    "The wrong answers that find the true class least likely first" + beside(maps),
                    worst,
                    maps)));
  }

  private List<Section> uncertain(List<Answer> answers, Map<Integer, Figure> maps) {
    return List.of(
        new Section(
            "Most uncertain",
            shown(
                "The largest entropy of all probabilities first; right or wrong" + beside(maps),
                answers,
                maps)));
  }

  private static String beside(Map<Integer, Figure> maps) {
    return maps.isEmpty()
        ? "."
        : ". Beside the first "
            + MAPS
            + ", in color, what speaks for the predicted class, by Grad-CAM at the last"
            + " convolution.";
  }

  private List<Block> shown(String lead, List<Answer> answers, Map<Integer, Figure> maps) {
    List<Block> blocks = new ArrayList<>(List.of(new Block.Paragraph(lead)));
    if (view.pictures()) {
      int mapped = maps.isEmpty() ? 0 : Math.min(MAPS, answers.size());
      if (mapped > 0) {
        blocks.add(grid(answers.subList(0, mapped), maps));
      }
      if (mapped < answers.size()) {
        blocks.add(grid(answers.subList(mapped, answers.size()), Map.of()));
      }
    }
    blocks.add(sources(answers));
    return blocks;
  }

  private Block grid(List<Answer> answers, Map<Integer, Figure> maps) {
    return new Block.PictureGrid(
        answers.stream()
            .map(
                answer ->
                    new Block.Thumbnail(
                        beside(answer, maps), alt(answer, maps), figures().caption(answer)))
            .toList());
  }

  /** Which picture it is; the caption says what the answer was. */
  private String alt(Answer answer, Map<Integer, Figure> maps) {
    String source = evaluation.pictures().source(answer.picture());
    return maps.containsKey(answer.picture())
        ? source + ", and what speaks for the answer"
        : source;
  }

  /** A picture, and what speaks for the answer where that is known. */
  private Figure beside(Answer answer, Map<Integer, Figure> maps) {
    Figure picture = figures().square(answer, SIDE);
    return Optional.ofNullable(maps.get(answer.picture()))
        .map(map -> Figures.row(4, picture, map))
        .orElse(picture);
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
                        Numbers.percent(answer.confidence()),
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
                + Numbers.percent(calibration.expectedError())
                + "."));
    blocks.add(reliability(calibration, "all pictures"));
    for (Temperature fitted : view.temperature()) {
      blocks.add(
          new Block.Paragraph(
              String.format(
                  Locale.ROOT,
                  "Temperature scaling: logits divided by %.3f change the calibration error from"
                      + " %.2f %% to %.2f %%; %s.",
                  fitted.value(),
                  100 * fitted.before().expectedError(),
                  100 * fitted.after().expectedError(),
                  fitted.basis())));
      blocks.add(
          reliability(
              fitted.after(),
              String.format(
                  Locale.ROOT,
                  "%,d pictures that it was not fitted on, at this temperature",
                  fitted.after().count())));
    }
    return List.of(new Section("Calibration", blocks));
  }

  private static Block reliability(Calibration calibration, String what) {
    Figure figure = EvaluationFigures.reliability(calibration);
    return new Block.FigureBlock(
        figure, "Accuracy by confidence: " + what, what + ", " + Calibration.BINS + " bins");
  }
}
