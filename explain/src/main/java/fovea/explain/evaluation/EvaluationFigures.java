package fovea.explain.evaluation;

import fovea.report.chart.ConfusionChart;
import fovea.report.chart.ReliabilityChart;
import fovea.report.figure.Area;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.page.Numbers;
import fovea.report.text.LabelStyle;
import fovea.train.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Drawings of an evaluation. */
final class EvaluationFigures {

  /** Classes whose confusion fits a drawing. */
  static final int MOST_CLASSES = 40;

  /** Classes whose confusion fits a drawing with a picture in each cell. */
  private static final int MOST_WITH_PICTURES = 12;

  private static final int GALLERY = 12;
  private static final int COLUMNS = 6;
  private static final double THUMBNAIL = 128;
  private static final double CELL = 72;

  /** Fits a phone held upright. */
  private static final double NARROW = 330;

  private static final double STRIP = 17;
  private static final LabelStyle SMALL = new LabelStyle(11).centered();
  private static final LabelStyle NAME = new LabelStyle(12);
  private static final LabelStyle BOLD = new LabelStyle(13).bold(true).centered();

  private final ModelEvaluation evaluation;

  EvaluationFigures(ModelEvaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** All that there are, by names that suit files. */
  SequencedMap<String, Figure> all() {
    SequencedMap<String, Figure> all = new LinkedHashMap<>();
    int classes = evaluation.classes().size();
    if (classes <= MOST_CLASSES) {
      all.put("confusion", sheet("Confusion matrix", confusionLead(), confusion()));
    }
    if (classes <= MOST_WITH_PICTURES) {
      all.put(
          "confusion-pictures",
          sheet(
              "Confusion matrix with pictures",
              "in each cell how many there are, and the picture with the surest answer",
              confusionPictures()));
    }
    List<Answer> worst = evaluation.worst(GALLERY);
    if (!worst.isEmpty()) {
      all.put("worst-errors", gallery("Worst errors", worstLead(), worst));
    }
    all.put(
        "most-uncertain",
        gallery(
            "Most uncertain",
            "the largest entropy of all probabilities first; right or wrong",
            evaluation.mostUncertain(GALLERY)));
    all.put("calibration", sheet("Calibration", calibrationLead(), reliability(calibration())));
    return all;
  }

  private Calibration calibration() {
    return evaluation.calibration();
  }

  private Figure sheet(String title, String lead, Figure figure) {
    return Figures.padded(16, Figures.titled(title(title), lead, figure));
  }

  private String title(String title) {
    return title + ": " + evaluation.model().card().blueprint().name();
  }

  private String confusionLead() {
    return String.format(
        Locale.ROOT,
        "%,d pictures of %s, %.2f %% of them recognized",
        evaluation.answers().size(),
        evaluation.pictures().name(),
        100 * evaluation.accuracy());
  }

  private static String worstLead() {
    return "wrong answers that find the true class least likely first";
  }

  private String calibrationLead() {
    return String.format(
        Locale.ROOT,
        "expected calibration error %.2f %% in %d bins, %,d pictures",
        100 * calibration().expectedError(),
        Calibration.BINS,
        calibration().count());
  }

  /** Counts in the colors of their shares. */
  Figure confusion() {
    ConfusionMatrix matrix = evaluation.confusion();
    List<List<Long>> counts =
        IntStream.range(0, matrix.classes()).mapToObj(truth -> row(matrix, truth)).toList();
    return new ConfusionChart(evaluation.classes(), counts).figure();
  }

  private static List<Long> row(ConfusionMatrix matrix, int truth) {
    return IntStream.range(0, matrix.classes())
        .mapToLong(predicted -> matrix.count(truth, predicted))
        .boxed()
        .toList();
  }

  /** A picture and a count for each pair of classes. */
  private Figure confusionPictures() {
    ConfusionMatrix matrix = evaluation.confusion();
    List<String> classes = evaluation.classes();
    double names = 12;
    for (String name : classes) {
      names = Math.max(names, NAME.width(name) + 8);
    }
    double left = Math.min(140, names);
    double top = 2 * NAME.lineHeight() + 4;
    List<Mark> marks = new ArrayList<>();
    double width = left + classes.size() * CELL;
    marks.add(
        new Mark.Text(
            new Point(left + classes.size() * CELL / 2, NAME.baseline()),
            "predicted (true classes on the left)",
            BOLD));
    for (int i = 0; i < classes.size(); i++) {
      String across = SMALL.shortened(classes.get(i), CELL - 4);
      double x = left + (i + 0.5) * CELL;
      marks.add(new Mark.Text(new Point(x, NAME.lineHeight() + NAME.baseline()), across, SMALL));
      String down = NAME.shortened(classes.get(i), left - 8);
      double y = top + (i + 0.5) * CELL + 4;
      marks.add(new Mark.Text(new Point(left - 6, y), down, NAME.right()));
      for (int j = 0; j < classes.size(); j++) {
        var at = new Point(left + j * CELL, top + i * CELL);
        marks.add(new Mark.Inset(at, cell(matrix, i, j)));
      }
    }
    return new Figure(width, top + classes.size() * CELL, marks);
  }

  private Figure cell(ConfusionMatrix matrix, int truth, int predicted) {
    boolean right = truth == predicted;
    int color = right ? 0xDDEBF7 : 0xFBE3D4;
    var inner = new Area(1, 1, CELL - 2, CELL - 2);
    List<Mark> marks = new ArrayList<>();
    long count = matrix.count(truth, predicted);
    marks.add(new Mark.Fill(inner, count == 0 ? 0xF6F6F6 : color));
    evaluation
        .behind(truth, predicted, 1)
        .forEach(
            answer -> {
              double side = CELL - STRIP - 4;
              marks.add(new Mark.Inset(new Point((CELL - side) / 2, 2), square(answer, side)));
              marks.add(
                  new Mark.Text(
                      new Point(CELL / 2, CELL - 5), Numbers.count(count), SMALL.bold(!right)));
            });
    return new Figure(CELL, CELL, marks);
  }

  private Figure gallery(String title, String lead, List<Answer> answers) {
    List<Figure> cells =
        answers.stream()
            .map(answer -> Figures.captioned(square(answer, THUMBNAIL), caption(answer)))
            .toList();
    return Figures.sheet(title(title), lead, COLUMNS, cells);
  }

  /** A picture in a square, without its own proportions being lost. */
  Figure square(Answer answer, double side) {
    return PictureThumbnail.of(evaluation.pictures(), answer.picture(), side);
  }

  /** What it is and what it was taken for, with both probabilities. */
  String caption(Answer answer) {
    String truth = evaluation.classes().get(answer.truth());
    return answer.isCorrect()
        ? String.format(Locale.ROOT, "%s %.1f %%, right", truth, 100 * answer.confidence())
        : String.format(
            Locale.ROOT,
            "%s %.1f %%, taken for %s %.1f %%",
            truth,
            100 * answer.truthProbability(),
            evaluation.classes().get(answer.predicted()),
            100 * answer.confidence());
  }

  /** Accuracy by confidence. */
  static Figure reliability(Calibration calibration) {
    return new ReliabilityChart(
            calibration.bins().stream()
                .map(
                    bin ->
                        new ReliabilityChart.Bin(
                            bin.from(), bin.to(), bin.count(), bin.confidence(), bin.accuracy()))
                .toList())
        .width(NARROW)
        .figure();
  }
}
