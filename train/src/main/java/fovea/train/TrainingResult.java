package fovea.train;

import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of a training. The model has the values of the last step, or the {@link
 * fovea.train.average.WeightAverage} that the training was asked for.
 *
 * @param model what was trained
 * @param card what a file says about it
 * @param epochs what each has brought, those before a resumption included
 * @param stopped whether it was stopped before its end
 */
public record TrainingResult(
    Network model, ModelCard card, List<EpochReport> epochs, boolean stopped) {

  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }

  /** Writes the model as one file. */
  public void save(Path file) {
    ModelFile.of(card, model).write(file);
  }

  /** The last epoch; empty if not one was finished. */
  public Optional<EpochReport> last() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
  }

  /** Time spent on steps and tests. */
  public double seconds() {
    return epochs.stream().mapToDouble(e -> e.trainSeconds() + e.testSeconds()).sum();
  }

  /** Training examples per second. */
  public double imagesPerSecond() {
    double seconds = epochs.stream().mapToDouble(EpochReport::trainSeconds).sum();
    long images = epochs.stream().mapToLong(e -> e.train().n()).sum();
    return seconds > 0 ? images / seconds : 0;
  }
}
