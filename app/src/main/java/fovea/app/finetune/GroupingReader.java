package fovea.app.finetune;

import fovea.csv.CsvTable;
import fovea.data.pixels.DataException;
import fovea.data.split.Grouping;
import fovea.error.Nearest;
import fovea.error.UserException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how photos are grouped: a regular expression, or a table and one of its columns. */
final class GroupingReader implements ITypeConverter<Grouping> {

  private static final Pattern TABLE =
      Pattern.compile("(.+\\.csv):([^:()]+)", Pattern.CASE_INSENSITIVE);

  @Override
  public Grouping convert(String text) {
    Matcher table = TABLE.matcher(text);
    try {
      return table.matches()
          ? table(Path.of(table.group(1)), table.group(2))
          : new Grouping.ByPath(text);
    } catch (UserException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static Grouping table(Path file, String column) {
    CsvTable table = CsvTable.read(file);
    int group = table.columns().indexOf(column);
    if (group < 0) {
      throw new DataException(
          file.toString(),
          "expected a column " + column + ", found none",
          Nearest.hint(column, table.columns()));
    }
    int name = Math.max(0, table.columns().indexOf("file"));
    if (name == group) {
      throw new DataException(
          file.toString(),
          "expected a column of groups beside that of the files, found that %s has the files"
              .formatted(column),
          "Name another column");
    }
    Map<String, String> groups = new HashMap<>();
    for (CsvTable.Row row : table.rows()) {
      String photo = row.fields().get(name).strip();
      String found = row.fields().get(group).strip();
      String other = found.isEmpty() ? null : groups.put(photo, found);
      if (other != null && !other.equals(found)) {
        throw new DataException(
            String.format(Locale.ROOT, "%s, line %,d", file, row.line()),
            "expected one group for each photo, found %s and %s for %s"
                .formatted(other, found, photo),
            "Name each photo once, by as much of its path as tells it from others");
      }
    }
    return new Grouping.ByTable(file + ":" + column, groups);
  }
}
