package fovea.hub.finetune;

import fovea.data.split.DataPart;
import fovea.hub.Model;
import fovea.train.EpochReport;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * The result of a fine-tuning, measured on the validation photos.
 *
 * @param scores of the model whose head alone had learned, and at the end on all other parts
 * @param fit the fine-tuning after that, unless all but the head stayed frozen or it was stopped
 * @param model as it is after the last step
 * @param folder where it is kept, if anywhere
 * @param measure what decides which epoch is the best: accuracy, or the mean absolute error of
 *     numbers
 */
public record FineTuneResult(
    PartScores scores,
    Optional<TrainingResult> fit,
    Model model,
    Optional<Path> folder,
    Metric measure) {

  /** That of the model whose head alone had learned. */
  public Evaluation baseline() {
    return scores.baseline();
  }

  /**
   * That of the model on a part other than the validation photos, such as the test photos, which
   * nothing was chosen by; nothing if there are none, or the training was stopped.
   */
  public Optional<Evaluation> held(DataPart part) {
    return Optional.ofNullable(scores.held().get(part));
  }

  /** The last epoch, if there was one. */
  public Optional<EpochReport> last() {
    return fit.flatMap(TrainingResult::last);
  }

  /** The epoch of the best figure; that flatters, since the photos helped to choose it. */
  public Optional<EpochReport> best() {
    return fit.stream()
        .flatMap(tuned -> tuned.epochs().stream())
        .max(Comparator.comparingDouble(report -> worth(figure(report.test()))));
  }

  /** Whether even the best epoch is worse than the head alone. */
  public boolean hasNotHelped() {
    return best()
        .filter(report -> worth(figure(report.test())) < worth(figure(baseline().score())))
        .isPresent();
  }

  private double worth(double figure) {
    return measure.higherIsBetter() ? figure : -figure;
  }

  /** The figure that epochs are compared by. */
  public double figure(Score score) {
    return score.metric(measure.name());
  }

  /** That of the model. */
  public double figure() {
    return last().map(report -> figure(report.test())).orElse(figure(baseline().score()));
  }

  /**
   * Share of the photos that the model classifies correctly, or of their labels.
   *
   * @throws fovea.graph.type.FoveaException if it was made for numbers
   */
  public double accuracy() {
    return last().map(report -> report.test().accuracy()).orElse(baseline().accuracy());
  }
}
