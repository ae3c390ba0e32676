package fovea.csv;

import fovea.data.targets.PhotoTask;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns of numbers; of labels, 1 where the photo has it and 0 where not.
 *
 * @param columns of the table
 */
record NumberColumns(TableColumns columns) implements TargetReader {

  @Override
  public List<String> names() {
    return columns.targets().stream().map(columns::name).toList();
  }

  @Override
  public List<Float> read(CsvTable.Row row) {
    List<Float> target = new ArrayList<>();
    for (int column : columns.targets()) {
      String text = columns.required(row, column);
      float number = columns.table().number(row, column);
      if (columns.task() == PhotoTask.MULTI_LABEL && number != 0 && number != 1) {
        throw columns.at(
            row,
            "expected 0 or 1 in column %s, found '%s'".formatted(columns.name(column), text),
            "Write 1 where the photo has the label, else 0");
      }
      target.add(number);
    }
    return target;
  }
}
