package fovea.csv;

import fovea.data.targets.PhotoTask;
import java.util.List;
import java.util.Optional;

/**
 * What a user says of the columns of a table of photos.
 *
 * @param file the column that names the photos; without, the column {@code file}, else the first
 * @param targets the columns that say what is to be learned; without, all others but {@code split}
 * @param task what they are; without, as their fields look
 */
public record TableChoice(Optional<String> file, List<String> targets, Optional<PhotoTask> task) {

  /** Copies the list. */
  public TableChoice {
    targets = List.copyOf(targets);
  }

  /** As the table looks. */
  public TableChoice() {
    this(Optional.empty(), List.of(), Optional.empty());
  }

  /** With another column that names the photos. */
  public TableChoice file(String column) {
    return new TableChoice(Optional.of(column), targets, task);
  }

  /** With other columns that say what is to be learned. */
  public TableChoice targets(String... columns) {
    return new TableChoice(file, List.of(columns), task);
  }

  /** For another task. */
  public TableChoice task(PhotoTask task) {
    return new TableChoice(file, targets, Optional.of(task));
  }
}
