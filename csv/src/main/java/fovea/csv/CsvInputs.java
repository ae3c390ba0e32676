package fovea.csv;

import fovea.data.DataSet;
import fovea.data.batch.Example;
import fovea.data.pixels.DataException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns of a table as the input of a network; what is missing is the target.
 *
 * @param columns of the numbers
 */
public record CsvInputs(CsvTable table, List<String> columns) {

  /**
   * Copies the list.
   *
   * @throws DataException if there is no column, or the table has none of such a name
   */
  public CsvInputs {
    columns = List.copyOf(columns);
    columns.forEach(table::index);
    if (columns.isEmpty()) {
      throw new DataException(
          table.file().toString(), "expected columns as input, found none", "Name one or more");
    }
  }

  /**
   * Examples whose target is the class in a column: {@code input f32[columns]} and {@code target
   * i32[]}, an index into the sorted names.
   *
   * @throws DataException if a field of the input is no number, or there is no such column
   */
  public DataSet label(String column) {
    int index = table.index(column);
    List<String> classes =
        table.rows().stream()
            .map(row -> row.fields().get(index).strip())
            .distinct()
            .sorted()
            .toList();
    float[][] inputs = numbers(columns);
    int[] labels =
        table.rows().stream()
            .mapToInt(row -> Collections.binarySearch(classes, row.fields().get(index).strip()))
            .toArray();
    return named(DataSet.of(inputs, labels)).classes(classes);
  }

  /**
   * Examples whose target is the numbers in some columns: {@code input f32[columns]} and {@code
   * target f32[targets]}.
   *
   * @throws DataException if a field is no number, or there is no such column
   */
  public DataSet targets(String... targets) {
    return named(DataSet.of(numbers(columns), numbers(List.of(targets))));
  }

  /**
   * Examples without a target.
   *
   * @throws DataException if a field is no number
   */
  public DataSet alone() {
    float[][] inputs = numbers(columns);
    return named(DataSet.of(inputs.length, i -> Example.empty().input("input", inputs[i])));
  }

  private DataSet named(DataSet set) {
    return set.name(String.valueOf(table.file().getFileName()));
  }

  private float[][] numbers(List<String> names) {
    int[] indices = names.stream().mapToInt(table::index).toArray();
    float[][] numbers = new float[table.rows().size()][indices.length];
    for (int i = 0; i < numbers.length; i++) {
      CsvTable.Row row = table.rows().get(i);
      float[] values = numbers[i];
      IntStream.range(0, indices.length).forEach(j -> values[j] = table.number(row, indices[j]));
    }
    return numbers;
  }
}
