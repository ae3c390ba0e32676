package fovea.app.finetune;

import fovea.app.option.NameReaders;
import fovea.csv.TableChoice;
import fovea.data.targets.PhotoTask;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options that say what the columns of a table of photos are. */
final class TableOptions {

  @Option(
      names = "--file-column",
      paramLabel = "NAME",
      description =
          "The column of a table that names the photos, from its folder on (default: file, else the"
              + " first).")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--target-columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "The columns that say what is to be learned (default: all others, but split, which says"
              + " train, train-dev, val or test).")
  private List<String> targets = List.of();

  @Option(
      names = "--target-type",
      paramLabel = "NAME",
      converter = NameReaders.PhotoTaskName.class,
      description =
          "What they are: classes, binary (two classes told apart by one number), multi-label"
              + " (0 or 1 in a column for each label, or labels with | between them), or"
              + " regression (numbers; default: as the fields look).")
  private Optional<PhotoTask> task = Optional.empty();

  /** Whether an option is one of these. */
  static boolean has(OptionSpec option) {
    return switch (option.longestName()) {
      case "--file-column", "--target-columns", "--target-type" -> true;
      default -> false;
    };
  }

  /** What they say. */
  TableChoice choice() {
    return new TableChoice(file, targets, task);
  }
}
