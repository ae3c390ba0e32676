package fovea.csv;

import fovea.data.photo.Photo;
import fovea.data.pixels.DataException;
import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PhotoTask;
import java.nio.file.Path;
import java.util.List;

/** What the lines of a table say of their photos. */
sealed interface TableTargets permits ClassColumn, NumberTargets {

  /**
   * As the table has them.
   *
   * @throws DataException if a field is no such target
   */
  static TableTargets of(TableColumns columns) {
    return columns.task().hasClasses()
        ? ClassColumn.of(columns)
        : NumberTargets.of(columns, LabelList.isIn(columns) ? LabelList.names(columns) : List.of());
  }

  /**
   * As a model knows them.
   *
   * @param targets that it gives
   * @param classes that it knows, if it tells classes apart
   * @throws DataException if a field is no such target, or the columns are others
   */
  static TableTargets of(TableColumns columns, PhotoTargets targets, List<String> classes) {
    if (targets.task().hasClasses()) {
      return new ClassColumn(columns, targets.task(), classes);
    }
    List<String> names = columns.targets().stream().map(columns::name).toList();
    boolean list = targets.task() == PhotoTask.MULTI_LABEL && LabelList.isIn(columns);
    if (!list && !names.equals(targets.names())) {
      throw new DataException(
          columns.table().file().toString(),
          "expected columns of the targets of the model (%s), found %s"
              .formatted(String.join(", ", targets.names()), String.join(", ", names)),
          "Name the columns in this order");
    }
    return NumberTargets.of(columns, list ? targets.names() : List.of());
  }

  /** What is to be learned. */
  PhotoTargets targets();

  /** The classes, or what photos are split by. */
  List<String> classes();

  /**
   * The photo of a line.
   *
   * @param index of the line among the rows
   * @throws DataException if a field is no such target
   */
  Photo photo(Path file, int index);
}
