package fovea.data.split;

import fovea.data.pixels.DataException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of the examples goes into each part that is held back; the rest is for training.
 *
 * @param trainDev share of {@link DataPart#TRAIN_DEV}, from 0
 * @param validation share of {@link DataPart#VALIDATION}, from 0
 * @param test share of {@link DataPart#TEST}, from 0
 */
public record SplitShares(double trainDev, double validation, double test) {

  /**
   * Checks them.
   *
   * @throws DataException if one is below 0, or nothing is left for training
   */
  public SplitShares {
    double held = trainDev + validation + test;
    if (!(trainDev >= 0 && validation >= 0 && test >= 0 && held < 1)) {
      throw new DataException(
          "split",
          String.format(
              Locale.ROOT,
              "expected shares from 0 that leave some examples for training, found %s for"
                  + " train-dev, %s for validation and %s for test, %.4g together",
              trainDev,
              validation,
              test,
              held),
          "Choose shares whose sum is below 1");
    }
  }

  /** Nothing is held back. */
  public SplitShares() {
    this(0, 0, 0);
  }

  /** With another share of train-dev examples. */
  public SplitShares trainDev(double share) {
    return new SplitShares(share, validation, test);
  }

  /** With another share of validation examples. */
  public SplitShares validation(double share) {
    return new SplitShares(trainDev, share, test);
  }

  /** With another share of test examples. */
  public SplitShares test(double share) {
    return new SplitShares(trainDev, validation, share);
  }

  /** The share of a part. */
  public double share(DataPart part) {
    return switch (part) {
      case TRAIN -> 1 - (trainDev + validation + test);
      case TRAIN_DEV -> trainDev;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /** Whether nothing is held back. */
  public boolean isNone() {
    return trainDev + validation + test == 0;
  }

  /** The parts that get something, those first without which nothing can be learned or judged. */
  public List<DataPart> wanted() {
    return Stream.of(DataPart.TRAIN, DataPart.VALIDATION, DataPart.TEST, DataPart.TRAIN_DEV)
        .filter(part -> share(part) > 0)
        .toList();
  }
}
