package fovea.hub;

import fovea.train.EpochReport;
import fovea.train.Evaluation;
import fovea.train.Fit;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a fine-tuning has brought, judged by the photos that were not learned from.
 *
 * @param baseline of the model whose head alone had learned
 * @param fit the fine-tuning after that, unless all but the head stayed frozen or it was stopped
 * @param model as it is after the last step
 * @param folder where it is kept, if anywhere
 */
public record FineTuned(
    Evaluation baseline, Optional<Fit> fit, Model model, Optional<Path> folder) {

  /** The last epoch, if there was one. */
  public Optional<EpochReport> last() {
    return fit.flatMap(Fit::last);
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

  /** Share of the photos that the model recognizes. */
  public double accuracy() {
    return last().map(report -> report.test().accuracy()).orElse(baseline.accuracy());
  }
}
