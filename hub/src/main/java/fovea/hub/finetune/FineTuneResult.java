package fovea.hub.finetune;

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
 * @param baseline of the model whose head alone had learned
 * @param fit the fine-tuning after that, unless all but the head stayed frozen or it was stopped
 * @param model as it is after the last step
 * @param folder where it is kept, if anywhere
 */
public record FineTuneResult(
    Evaluation baseline, Optional<TrainingResult> fit, Model model, Optional<Path> folder) {

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
    return best().filter(report -> report.test().accuracy() < baseline.accuracy()).isPresent();
  }

  /** Share of the photos that the model classifies correctly. */
  public double accuracy() {
    return last().map(report -> report.test().accuracy()).orElse(baseline.accuracy());
  }
}
