package fovea.app.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in plain text: texts to the left, numbers to the right, two spaces between columns.
 *
 * <p>Either all rows are known ({@link #render}), or they come one by one and each is shown at once
 * ({@link #header}, {@link #line}); then the columns need their widths beforehand.
 */
public record Table(List<Column> columns) {

  /** Copies the columns. */
  public Table {
    columns = List.copyOf(columns);
  }

  /** A table of these columns. */
  public static Table of(Column... columns) {
    return new Table(List.of(columns));
  }

  /** The line of titles. */
  public String header() {
    return line(columns.stream().map(Column::title).toList());
  }

  /** The line under the titles. */
  public String rule() {
    return line(columns.stream().map(column -> "-".repeat(column.width())).toList());
  }

  /**
   * One row, as wide as the columns are now.
   *
   * @throws IllegalArgumentException if the number of cells is not that of the columns
   */
  public String line(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " cells, found " + cells.size() + ": " + cells);
    }
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : "  ").append(columns.get(i).cell(cells.get(i)));
    }
    return line.toString().stripTrailing();
  }

  /**
   * The whole table, columns as wide as their widest cell, without a line break at the end. Titles
   * are left out when all of them are empty.
   */
  public String render(List<List<String>> rows) {
    var fitted = new Table(IntStream.range(0, columns.size()).mapToObj(i -> fit(i, rows)).toList());
    var lines = new ArrayList<String>();
    if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      lines.add(fitted.header());
      lines.add(fitted.rule());
    }
    rows.forEach(row -> lines.add(fitted.line(row)));
    return String.join("\n", lines);
  }

  private Column fit(int index, List<List<String>> rows) {
    int widest = rows.stream().mapToInt(row -> Column.length(row.get(index))).max().orElse(0);
    return columns.get(index).atLeast(widest);
  }
}
