package fovea.csv;

import fovea.data.pixels.DataException;
import fovea.data.targets.PhotoTask;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A column that names all labels of a photo, with {@code |} or {@code ;} between them.
 *
 * @param columns of the table
 * @param names of all labels
 */
record LabelList(TableColumns columns, List<String> names) implements TargetReader {
  private static final Pattern BETWEEN = Pattern.compile("[|;]");
  private static final int NAMED = 5;

  LabelList {
    names = List.copyOf(names);
  }

  /** Whether a field has several labels. */
  static boolean hasSeveral(String field) {
    return BETWEEN.matcher(field).find();
  }

  /** Whether a table has labels in this way, not as 0 and 1 in a column for each. */
  static boolean isIn(TableColumns columns) {
    return columns.task() == PhotoTask.MULTI_LABEL
        && columns.targets().size() == 1
        && !columns.areYesOrNo();
  }

  /**
   * All labels of a table, in the order of their names.
   *
   * @throws DataException if there are none
   */
  static List<String> names(TableColumns columns) {
    var labels = new TreeSet<String>();
    columns.table().rows().forEach(row -> labels.addAll(labels(columns, row)));
    if (labels.isEmpty()) {
      throw new DataException(
          columns.table().file().toString(),
          "expected labels in column %s, found none"
              .formatted(columns.name(columns.targets().getFirst())),
          "Name another column");
    }
    return List.copyOf(labels);
  }

  private static List<String> labels(TableColumns columns, CsvTable.Row row) {
    return BETWEEN
        .splitAsStream(columns.text(row, columns.targets().getFirst()))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .toList();
  }

  @Override
  public List<Float> read(CsvTable.Row row) {
    List<String> labels = labels(columns, row);
    for (String label : labels) {
      if (!names.contains(label)) {
        String few = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        throw columns.at(
            row,
            "expected some of the labels (%s%s), found '%s'"
                .formatted(few, names.size() > NAMED ? " …" : "", label),
            "Leave it out, or the line");
      }
    }
    List<Float> target = new ArrayList<>();
    names.forEach(name -> target.add(labels.contains(name) ? 1f : 0f));
    return target;
  }
}
