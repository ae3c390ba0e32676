package fovea.csv;

import fovea.data.photo.Photo;
import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PhotoTask;
import java.nio.file.Path;
import java.util.List;

/**
 * A column that has the class of each photo.
 *
 * @param columns of the table
 * @param task classes, or two that are told apart by one number
 * @param classes their names, by label
 */
record ClassColumn(TableColumns columns, PhotoTask task, List<String> classes)
    implements TableTargets {

  private static final List<String> NO_OR_YES = List.of("0", "1");
  private static final int NAMED = 5;

  ClassColumn {
    classes = List.copyOf(classes);
  }

  /** The classes in the order of their names; of 0 and 1, names that say what they are. */
  static ClassColumn of(TableColumns columns) {
    columns.requireClasses();
    int column = columns.targets().getFirst();
    String name = columns.name(column);
    List<String> classes =
        columns.task() == PhotoTask.BINARY && columns.areYesOrNo()
            ? List.of("not " + name, name)
            : columns.table().rows().stream()
                .map(row -> columns.required(row, column))
                .distinct()
                .sorted()
                .toList();
    return new ClassColumn(columns, columns.task(), classes);
  }

  @Override
  public PhotoTargets targets() {
    return new PhotoTargets(task, List.of());
  }

  @Override
  public Photo photo(Path file, int index) {
    CsvTable.Row row = columns.table().rows().get(index);
    String text = columns.required(row, columns.targets().getFirst());
    int label = classes.indexOf(text);
    return new Photo(
        file, label < 0 && task == PhotoTask.BINARY ? noOrYes(row, text) : known(row, label, text));
  }

  private int noOrYes(CsvTable.Row row, String text) {
    return known(row, NO_OR_YES.indexOf(text), text);
  }

  private int known(CsvTable.Row row, int label, String text) {
    if (label < 0) {
      String few = String.join(", ", classes.subList(0, Math.min(NAMED, classes.size())));
      throw columns.at(
          row,
          "expected one of the classes (%s%s), found '%s'"
              .formatted(few, classes.size() > NAMED ? " …" : "", text),
          "Call it as one of these, or leave the line out");
    }
    return label;
  }
}
