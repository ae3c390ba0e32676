package fovea.app.train;

import fovea.app.option.NumberReaders;
import fovea.app.session.UsageException;
import fovea.data.pixels.DataException;
import fovea.data.split.SplitShares;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say which training pictures of a data set are held back from learning. */
final class ShareOptions {

  @Option(
      names = "--val",
      paramLabel = "FRACTION",
      converter = NumberReaders.Share.class,
      description =
          "A fraction of each class of the training pictures, held back to judge epochs by; the"
              + " test pictures are then evaluated once, at the end (default: none, epochs are"
              + " judged by the test pictures).")
  private Optional<Double> validation = Optional.empty();

  @Option(
      names = "--train-dev",
      paramLabel = "FRACTION",
      converter = NumberReaders.Share.class,
      description =
          "A fraction of each class that is also held back from the training pictures, and"
              + " evaluated at the end: it shows overfitting.")
  private Optional<Double> trainDev = Optional.empty();

  /**
   * What they say.
   *
   * @throws UsageException if nothing is left for training
   */
  SplitShares shares() {
    try {
      return new SplitShares(trainDev.orElse(0.0), validation.orElse(0.0), 0);
    } catch (DataException e) {
      throw new UsageException(validation.isPresent() ? "--val" : "--train-dev", e);
    }
  }
}
