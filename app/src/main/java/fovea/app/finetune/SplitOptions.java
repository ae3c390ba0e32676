package fovea.app.finetune;

import fovea.app.option.NameReaders;
import fovea.app.option.NumberReaders;
import fovea.data.split.Grouping;
import fovea.hub.finetune.HeldOut;
import fovea.hub.finetune.PhotoSplit;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options that say which photos are held back from learning. */
final class SplitOptions {

  @Option(
      names = "--val",
      paramLabel = "DIR|FRACTION",
      converter = NameReaders.HeldOutText.class,
      description =
          "Validation photos, to judge by while learning: a folder with the same sub-folders, or a"
              + " fraction of each class (default: the folder val/ if there is one, else 0.2).")
  private HeldOut validation = new HeldOut.Default();

  @Option(
      names = "--test",
      paramLabel = "DIR|FRACTION",
      converter = NameReaders.HeldOutText.class,
      description =
          "Test photos, to judge by once, at the end: a folder with the same sub-folders, or a"
              + " fraction of each class (default: the folder test/ if there is one, else none).")
  private HeldOut test = new HeldOut.Default();

  @Option(
      names = "--train-dev",
      paramLabel = "FRACTION",
      converter = NumberReaders.Fraction.class,
      description =
          "A fraction of each class that is also held back from the training photos: it shows"
              + " overfitting where validation photos are of another kind.")
  private Optional<Double> trainDev = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "REGEX|FILE.csv:COLUMN",
      converter = GroupingReader.class,
      description =
          "Photos of one group are never torn apart, such as those of one patient: the group is"
              + " what the first parentheses of a regular expression find in a photo's path, or"
              + " stands in a column of a table whose column file, or first, names the photos.")
  private Grouping grouping = new Grouping.None();

  /** Whether an option is one of these. */
  static boolean has(OptionSpec option) {
    return switch (option.longestName()) {
      case "--val", "--test", "--train-dev", "--group" -> true;
      default -> false;
    };
  }

  /** What they say. */
  PhotoSplit parts() {
    return new PhotoSplit(validation, test, trainDev.orElse(0.0), grouping);
  }
}
