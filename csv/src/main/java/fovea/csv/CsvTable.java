package fovea.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A table of texts, read from a file of comma-separated values (RFC 4180) whose first line has the
 * names of the columns.
 *
 * @param file that it was read from
 * @param columns their names, in the order of the file
 * @param rows the fields of each line
 */
public record CsvTable(Path file, List<String> columns, List<Row> rows) {

  /** Copies the lists. */
  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A line of the file.
   *
   * @param line its number, from 1
   * @param fields one for each column
   */
  public record Row(long line, List<String> fields) {

    /** Copies the list. */
    public Row {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Reads a file in UTF-8 whose fields are separated by commas.
   *
   * @throws DataException if it cannot be read, is no table, or has no rows
   */
  public static CsvTable read(Path file) {
    return read(file, ',');
  }

  /**
   * Reads a file whose fields are separated by {@code separator}, such as a semicolon or a tab.
   *
   * @throws DataException if it cannot be read, is no table, or has no rows
   */
  public static CsvTable read(Path file, char separator) {
    List<Row> rows = new ArrayList<>();
    var format = CsvReader.builder().fieldSeparator(separator).detectBomHeader(true);
    try (CsvReader<CsvRecord> reader = format.ofCsvRecord(file)) {
      for (CsvRecord found : reader) {
        rows.add(row(file, found));
      }
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "the file cannot be read (" + e + ")", "Name a file that is there");
    } catch (CsvParseException e) {
      throw new DataException(
          file.toString(),
          "expected a table of comma-separated values, found another text (" + reason(e) + ")",
          "Mend the line, or give the separator");
    }
    if (rows.size() < 2) {
      throw new DataException(
          file.toString(),
          String.format(
              Locale.ROOT,
              "expected a line with the names of the columns and rows after it, found %d lines",
              rows.size()),
          "Give a file that is not empty");
    }
    List<String> columns = rows.removeFirst().fields();
    requireDistinct(file, columns);
    return new CsvTable(file, columns, rows);
  }

  /** Bytes that are not UTF-8, such as those of Latin-1, have become replacement characters. */
  private static Row row(Path file, CsvRecord found) {
    if (found.getFields().stream().anyMatch(field -> field.indexOf('\uFFFD') >= 0)) {
      throw new DataException(
          String.format(Locale.ROOT, "%s, line %,d", file, found.getStartingLineNumber()),
          "expected a text in UTF-8, found bytes that are not, as in Latin-1",
          "Save the file as UTF-8, such as by iconv -f ISO-8859-1 -t UTF-8");
    }
    return new Row(found.getStartingLineNumber(), found.getFields());
  }

  /** Takes the numbers in some columns as the input {@code input}, {@code f32[columns]}. */
  public CsvInputs inputs(String... columns) {
    return new CsvInputs(this, List.of(columns));
  }

  /** Takes the numbers in all columns but some as the input {@code input}. */
  public CsvInputs inputsExcept(String... others) {
    Set<String> left = new HashSet<>(List.of(others));
    left.forEach(this::index);
    return new CsvInputs(this, columns.stream().filter(name -> !left.contains(name)).toList());
  }

  /**
   * The place of a column.
   *
   * @throws DataException if there is none of that name
   */
  int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new DataException(
          file.toString(),
          "expected one of the columns %s, found %s".formatted(columns, column),
          "Name a column of the first line");
    }
    return index;
  }

  /**
   * The number in a field.
   *
   * @throws DataException if it is none
   */
  float number(Row row, int column) {
    String text = row.fields().get(column).strip();
    try {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for what is no finite number.
    }
    throw new DataException(
        String.format(Locale.ROOT, "%s, line %,d", file, row.line()),
        "expected a number in column %s, found \"%s\"".formatted(columns.get(column), text),
        "Mend the field, or leave the column out");
  }

  private static void requireDistinct(Path file, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new DataException(
            file.toString(),
            "expected a name for each column, found %s twice".formatted(column),
            "Name each column in the first line, once");
      }
    }
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
