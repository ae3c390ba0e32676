package fovea.explain.evaluation;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.PreparedPictures;
import fovea.data.batch.Batch;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.hub.PredictionKind;
import fovea.report.figure.Figure;
import fovea.report.page.Page;
import fovea.report.page.Section;
import fovea.train.Evaluator;
import fovea.train.metric.ConfusionMatrix;
import fovea.train.predict.Predictor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model says of every picture of a data set, by one pass over it: which classes it takes for
 * which, where it fails, and how far its probabilities can be trusted. The pictures themselves are
 * not kept.
 */
public final class ModelEvaluation implements PageEvaluation {

  /** Classes among which the true one counts as found in {@link #top5}. */
  private static final int TOP = 5;

  private final Model model;
  private final PictureSet pictures;
  private final List<Answer> answers;
  private final LogProbabilities logits;

  private ModelEvaluation(
      Model model, PictureSet pictures, List<Answer> answers, LogProbabilities logits) {
    this.model = model;
    this.pictures = pictures;
    this.answers = List.copyOf(answers);
    this.logits = logits;
  }

  /**
   * Evaluates {@code model} on {@code pictures}.
   *
   * @throws FoveaException if its labels do not exclude each other, the pictures have other classes
   *     than the model, or the network gives no finite numbers for one
   * @throws fovea.data.pixels.DataException if they do not fit its preprocessing, or there are none
   */
  public static ModelEvaluation of(Model model, PictureSet pictures) {
    return of(model, pictures, (_, _) -> true);
  }

  /**
   * Evaluates {@code model} on {@code pictures}, or on the first of them if {@code watcher} ends
   * it; see {@link #of(Model, PictureSet)}.
   */
  public static ModelEvaluation of(Model model, PictureSet pictures, Evaluator.Watcher watcher) {
    DataLoader batches = ModelEvaluator.of(model, pictures).batches();
    if (model.kind() == PredictionKind.MULTI_LABEL) {
      throw FoveaException.at(
          model.source(),
          "expected a model whose classes exclude each other, found labels of which several may"
              + " hold",
          "use a model that tells classes apart");
    }
    Predictor predictor = model.predictor();
    List<Answer> answers = new ArrayList<>();
    var logits = new LogProbabilities(pictures.size(), model.classes().size());
    try (BatchPrefetcher prefetcher = batches.open()) {
      for (Batch batch : prefetcher.epoch(0)) {
        HostBuffer input = Objects.requireNonNull(batch.inputs().get(PreparedPictures.IMAGE));
        for (double[] row : rows(predictor.probabilities(input))) {
          int truth = pictures.label(answers.size());
          logits.add(answers.size(), truth, row);
          answers.add(Answer.of(answers.size(), truth, row));
        }
        if (!watcher.shouldContinue(answers.size(), pictures.size())) {
          break;
        }
      }
    }
    return new ModelEvaluation(model, pictures, answers, logits);
  }

  /** A probability for each class and picture. */
  private static double[][] rows(HostBuffer probabilities) {
    float[] all = probabilities.floats();
    int outputs = probabilities.type().shape().dim(1);
    double[][] rows = new double[all.length / outputs][Math.max(2, outputs)];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < outputs; i++) {
        rows[row][i] = all[row * outputs + i];
      }
      if (outputs == 1) {
        rows[row][1] = rows[row][0];
        rows[row][0] = 1 - rows[row][1];
      }
    }
    return rows;
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public PictureSet pictures() {
    return pictures;
  }

  /** Names of the classes. */
  public List<String> classes() {
    return model.classes();
  }

  /** What the model says of each picture, in the order of the data set. */
  public List<Answer> answers() {
    return answers;
  }

  /** Share of pictures whose likeliest class is the true one. */
  public double accuracy() {
    return share(answers.stream().filter(Answer::isCorrect));
  }

  /** Share of pictures whose true class is among the five likeliest. */
  public double top5() {
    return share(answers.stream().filter(answer -> answer.rank() <= TOP));
  }

  /** Mean of the negative logarithm of the true class's probability. */
  public double loss() {
    return answers.stream()
        .mapToDouble(answer -> -Math.log(Math.max(answer.truthProbability(), Float.MIN_NORMAL)))
        .average()
        .orElse(0);
  }

  /** All of it in figures. */
  public EvaluationValues values() {
    ConfusionMatrix confusion = confusion();
    return new EvaluationValues(
        answers.size(),
        accuracy(),
        confusion.balancedAccuracy(),
        confusion.macroF1(),
        top5(),
        loss(),
        calibration().expectedError());
  }

  @Override
  public SequencedMap<String, Double> measures() {
    EvaluationValues values = values();
    SequencedMap<String, Double> measures = new LinkedHashMap<>();
    measures.put("accuracy", values.accuracy());
    measures.put("balanced_accuracy", values.balancedAccuracy());
    measures.put("macro_f1", values.macroF1());
    measures.put("loss", values.loss());
    measures.put("calibration_error", values.calibrationError());
    return measures;
  }

  private double share(Stream<Answer> some) {
    return (double) some.count() / answers.size();
  }

  /** Which classes were taken for which. */
  public ConfusionMatrix confusion() {
    int classes = classes().size();
    long[] counts = new long[classes * classes];
    answers.forEach(answer -> counts[answer.truth() * classes + answer.predicted()]++);
    return new ConfusionMatrix(classes, counts);
  }

  /** How well each class is recognized, in the order of the classes. */
  public List<ClassScore> scores() {
    ConfusionMatrix confusion = confusion();
    return IntStream.range(0, confusion.classes())
        .mapToObj(
            label ->
                new ClassScore(
                    classes().get(label),
                    confusion.precision(label),
                    confusion.recall(label),
                    confusion.f1(label),
                    confusion.examples(label)))
        .toList();
  }

  /**
   * The pictures of class {@code truth} that were taken for {@code predicted}, at most {@code
   * count}: the pictures behind a cell of the confusion matrix. The surest answer comes first.
   */
  public List<Answer> behind(int truth, int predicted, int count) {
    return first(
        count,
        answers.stream()
            .filter(answer -> answer.truth() == truth && answer.predicted() == predicted),
        Comparator.comparingDouble(Answer::confidence).reversed());
  }

  /** At most {@code count} wrong answers, those that find the true class least likely first. */
  public List<Answer> worst(int count) {
    return first(
        count,
        answers.stream().filter(answer -> !answer.isCorrect()),
        Comparator.comparingDouble(Answer::truthProbability));
  }

  /** At most {@code count} answers, right or wrong, those of the largest entropy first. */
  public List<Answer> mostUncertain(int count) {
    return first(count, answers.stream(), Comparator.comparingDouble(Answer::entropy).reversed());
  }

  /** The first answers of an order, without sorting all of them; of equal ones, in their order. */
  private static List<Answer> first(int count, Stream<Answer> some, Comparator<Answer> order) {
    Comparator<Answer> strict = order.thenComparingInt(Answer::picture);
    var found = new PriorityQueue<>(strict.reversed());
    some.forEach(
        answer -> {
          if (found.size() < count) {
            found.add(answer);
          } else if (count > 0 && strict.compare(answer, found.element()) < 0) {
            found.remove();
            found.add(answer);
          }
        });
    return found.stream().sorted(strict).toList();
  }

  /** Pairs of different classes of which at least one picture was confused. */
  public List<Confused> confused(int count) {
    ConfusionMatrix confusion = confusion();
    int classes = confusion.classes();
    return IntStream.range(0, classes * classes)
        .filter(cell -> cell / classes != cell % classes)
        .mapToObj(
            cell ->
                new Confused(
                    cell / classes,
                    cell % classes,
                    confusion.count(cell / classes, cell % classes)))
        .filter(pair -> pair.count() > 0)
        .sorted(Comparator.comparingLong(Confused::count).reversed())
        .limit(count)
        .toList();
  }

  /**
   * A class that was taken for another.
   *
   * @param truth the class
   * @param predicted the other
   * @param count how often
   */
  public record Confused(int truth, int predicted, long count) {}

  /** Whether the model is right as often as it says. */
  public Calibration calibration() {
    return Calibration.of(answers);
  }

  /**
   * What the logits must be divided by to calibrate the model, fitted on every second picture and
   * judged by the others; of very large data sets, a part is used.
   *
   * @throws FoveaException if there are fewer than two pictures, or none is the best, as where all
   *     answers are right
   */
  public Temperature temperature() {
    return Temperature.ofHalves(logits);
  }

  /**
   * What the logits must be divided by to calibrate the model, fitted on the pictures of another
   * evaluation of it and judged by all of this one.
   *
   * @param part which ones those are, such as {@code validation}
   * @throws FoveaException if no temperature is the best, as where all answers are right
   */
  public Temperature temperature(String part, ModelEvaluation fitted) {
    return Temperature.of(part, fitted.logits, logits);
  }

  /**
   * Drawings, by names that suit files: {@code confusion} for up to 40 classes, {@code
   * confusion-pictures} for up to 12, {@code worst-errors} if there are any, {@code
   * most-uncertain}, {@code calibration}.
   */
  public SequencedMap<String, Figure> figures() {
    return new EvaluationFigures(this).all();
  }

  /** All of it as a page, with the pictures behind the cells of the confusion matrix. */
  public Page page() {
    return page(new EvaluationView().noMaps());
  }

  /** The page, with what a temperature would change. */
  public Page page(Temperature temperature) {
    return page(new EvaluationView().noMaps().temperature(temperature));
  }

  private Page page(EvaluationView view) {
    String name = model.card().blueprint().name();
    return new Page(
        "Evaluation of " + name + " on " + pictures.name(),
        pictures.info().description(),
        sections(view));
  }

  /** All of it as parts of a page: figures, classes, confusions, errors, calibration. */
  @Override
  public List<Section> sections(EvaluationView view) {
    return new EvaluationPage(this, view).sections();
  }
}
