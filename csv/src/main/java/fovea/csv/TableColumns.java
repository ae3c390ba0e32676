package fovea.csv;

import fovea.data.pixels.DataException;
import fovea.data.targets.PhotoTask;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which columns of a table of photos say what.
 *
 * @param table that has them
 * @param file index of the column that names the photos
 * @param targets indices of the columns that say what is to be learned
 * @param split index of the column of the part
 * @param task what the targets are
 */
record TableColumns(
    CsvTable table, int file, List<Integer> targets, OptionalInt split, PhotoTask task) {

  private static final String FILE = "file";
  private static final String SPLIT = "split";
  private static final Set<String> YES_OR_NO = Set.of("0", "1");

  /** Copies the list. */
  TableColumns {
    targets = List.copyOf(targets);
  }

  /**
   * As a user says and the table looks.
   *
   * @throws DataException if there is no such column, none for the targets, one is used twice, or
   *     they do not fit the task
   */
  static TableColumns of(CsvTable table, TableChoice choice) {
    int file = choice.file().map(table::index).orElseGet(() -> find(table, FILE).orElse(0));
    List<Integer> targets =
        choice.targets().isEmpty()
            ? others(table, file)
            : choice.targets().stream().map(table::index).toList();
    if (targets.isEmpty() || targets.contains(file)) {
      throw new DataException(
          table.file().toString(),
          "expected columns of targets beside that of the photos, %s, found %s"
              .formatted(table.columns().get(file), targets.isEmpty() ? "none" : "it among them"),
          "Name the columns of both");
    }
    OptionalInt split = find(table, SPLIT);
    boolean free =
        split.isPresent() && split.getAsInt() != file && !targets.contains(split.getAsInt());
    var columns =
        new TableColumns(
            table,
            file,
            targets,
            free ? split : OptionalInt.empty(),
            choice
                .task()
                .orElseGet(
                    () ->
                        new TableColumns(table, file, targets, split, PhotoTask.CLASSES).looks()));
    columns.requireOne();
    return columns;
  }

  private static List<Integer> others(CsvTable table, int file) {
    OptionalInt split = find(table, SPLIT);
    return IntStream.range(0, table.columns().size())
        .filter(i -> i != file && !split.equals(OptionalInt.of(i)))
        .boxed()
        .toList();
  }

  private static OptionalInt find(CsvTable table, String name) {
    return IntStream.range(0, table.columns().size())
        .filter(i -> table.columns().get(i).strip().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The task that the fields of the targets look like. */
  private PhotoTask looks() {
    if (targets.size() > 1) {
      return areYesOrNo() ? PhotoTask.MULTI_LABEL : PhotoTask.REGRESSION;
    }
    if (areYesOrNo()) {
      return PhotoTask.BINARY;
    }
    if (all(TableColumns::isNumber)) {
      return PhotoTask.REGRESSION;
    }
    return all(field -> !LabelList.hasSeveral(field)) ? PhotoTask.CLASSES : PhotoTask.MULTI_LABEL;
  }

  /** Whether all targets are 0 or 1. */
  boolean areYesOrNo() {
    return all(YES_OR_NO::contains);
  }

  private boolean all(Predicate<String> condition) {
    return table.rows().stream()
        .allMatch(row -> targets.stream().map(i -> text(row, i)).allMatch(condition));
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private void requireOne() {
    if (task.hasClasses() && targets.size() > 1) {
      throw new DataException(
          table.file().toString(),
          String.format(
              Locale.ROOT,
              "expected one column of classes for the task %s, found %d",
              task,
              targets.size()),
          "Name the column of the classes");
    }
  }

  /**
   * Checks that there are classes to tell apart.
   *
   * @throws DataException if there is one alone, or there are more than two of a binary task
   */
  void requireClasses() {
    Set<String> classes = new TreeSet<>();
    table.rows().forEach(row -> classes.add(required(row, targets.getFirst())));
    boolean fits = task == PhotoTask.BINARY ? classes.size() == 2 : classes.size() >= 2;
    if (!fits) {
      throw new DataException(
          table.file().toString(),
          String.format(
              Locale.ROOT,
              "expected two %s in column %s for the task %s, found %,d",
              task == PhotoTask.BINARY ? "classes" : "classes or more",
              name(targets.getFirst()),
              task,
              classes.size()),
          classes.size() > 2 ? "Use the task classes" : "Add photos of another class");
    }
  }

  /** How it was found what is to be learned, for people. */
  String note(boolean isChosen) {
    return "%s: column %s names the photos; to be learned is %s (%s%s)"
        .formatted(
            table.file(),
            name(file),
            targets.stream().map(this::name).collect(Collectors.joining(", ")),
            task,
            isChosen ? "" : ", as the fields look");
  }

  /** The name of a column. */
  String name(int column) {
    return table.columns().get(column);
  }

  /** The text in a field, without spaces around it. */
  String text(CsvTable.Row row, int column) {
    return row.fields().get(column).strip();
  }

  /**
   * The text in a field that must not be empty.
   *
   * @throws DataException if it is
   */
  String required(CsvTable.Row row, int column) {
    String text = text(row, column);
    if (text.isEmpty()) {
      throw at(
          row,
          "expected a value in column %s, found nothing".formatted(name(column)),
          "Write it, or leave the line out");
    }
    return text;
  }

  /** An error in a line. */
  DataException at(CsvTable.Row row, String problem, String remedy) {
    return new DataException(
        String.format(Locale.ROOT, "%s, line %,d", table.file(), row.line()), problem, remedy);
  }
}
