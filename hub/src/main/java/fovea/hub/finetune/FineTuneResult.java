package fovea.hub.finetune;

import fovea.data.split.DataPart;
import fovea.hub.Model;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import fovea.train.task.Task;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The result of a fine-tuning, measured on the validation photos, by which nothing was chosen.
 *
 * @param scores of the baseline, the tuned network and the model that is kept
 * @param fit the tuning of more than the head, if there was one; its epochs are judged by the
 *     held-out training photos
 * @param choice what is kept and why; nothing if there was no tuning or it was stopped
 * @param model that is kept; of a stopped training as it was after the last step
 * @param folder where it is kept, if anywhere
 * @param task that it was made for
 */
public record FineTuneResult(
    PartScores scores,
    Optional<TrainingResult> fit,
    Optional<FineTuneChoice> choice,
    Model model,
    Optional<Path> folder,
    Task task) {

  /** That of the model whose head alone had learned. */
  public Evaluation baseline() {
    return scores.baseline();
  }

  /** That of the network after the last step of tuning. */
  public Optional<Evaluation> tuned() {
    return scores.tuned();
  }

  /** That of the model that is kept. */
  public Evaluation kept() {
    return scores.kept();
  }

  /**
   * That of the model on a part other than the validation photos, such as the test photos; nothing
   * if there are none, or the training was stopped.
   */
  public Optional<Evaluation> held(DataPart part) {
    return Optional.ofNullable(scores.held().get(part));
  }

  /** What models are compared by: accuracy, or the mean absolute error of numbers. */
  public Metric measure() {
    return task.metrics().getFirst();
  }

  /** The figure that models are compared by. */
  public double figure(Score score) {
    return score.metric(measure().name());
  }

  /** That of the model. */
  public double figure() {
    return figure(kept().score());
  }

  /**
   * Share of the photos that the model classifies correctly, or of their labels.
   *
   * @throws fovea.graph.type.FoveaException if it was made for numbers
   */
  public double accuracy() {
    return kept().accuracy();
  }
}
