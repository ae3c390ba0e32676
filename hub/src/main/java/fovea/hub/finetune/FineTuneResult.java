package fovea.hub.finetune;

import fovea.data.split.DataPart;
import fovea.hub.Model;
import fovea.train.EpochReport;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
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
 */
public record FineTuneResult(
    PartScores scores, Optional<TrainingResult> fit, Model model, Optional<Path> folder) {

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

  /** The epoch with the highest accuracy; that flatters, since the photos helped to choose it. */
  public Optional<EpochReport> best() {
    return fit.stream()
        .flatMap(tuned -> tuned.epochs().stream())
        .max(Comparator.comparingDouble(report -> report.test().accuracy()));
  }

  /** Whether even the best epoch is worse than the head alone. */
  public boolean hasNotHelped() {
    return best().filter(report -> report.test().accuracy() < baseline().accuracy()).isPresent();
  }

  /** Share of the photos that the model classifies correctly. */
  public double accuracy() {
    return last().map(report -> report.test().accuracy()).orElse(baseline().accuracy());
  }
}
