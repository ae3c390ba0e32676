package fovea.csv;

import fovea.data.photo.Photo;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoLayout;
import fovea.data.photo.SkippedFile;
import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.SplitRule;
import fovea.data.targets.PhotoTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Photos that a table names, with what is to be learned of each: a class, labels, or numbers. Paths
 * are those from the folder of the table on, or absolute. Fields are separated by commas,
 * semicolons or tabs. A column {@code split}, if there is one, says which part each photo is in:
 * {@code train}, {@code train-dev}, {@code val} or {@code test}.
 */
public final class PhotoTable {
  private static final int NAMED = 3;

  private final TableColumns columns;
  private final boolean isChosen;

  private PhotoTable(TableColumns columns, boolean isChosen) {
    this.columns = columns;
    this.isChosen = isChosen;
  }

  /** Whether a file has the name of a table. */
  public static boolean isNamed(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv");
  }

  /**
   * Reads a table whose first line has the names of the columns.
   *
   * @throws DataException if it cannot be read, or has not the columns that are chosen
   */
  public static PhotoTable read(Path file, TableChoice choice) {
    CsvTable table = CsvTable.read(file, TableSeparator.of(file));
    return new PhotoTable(TableColumns.of(table, choice), choice.task().isPresent());
  }

  /**
   * The photos that are there, by part, and what is to be learned of them.
   *
   * @throws DataException if a target is missing or no such value, a photo is named twice, or none
   *     is there
   */
  public PhotoFolders photos() {
    return photos(TableTargets.of(columns));
  }

  /**
   * All photos of a table that are there, for a model to be judged by. Its columns are those that
   * are called as the model's targets; of a model of classes, the only one beside that of the
   * files.
   *
   * @param targets that the model gives
   * @param classes that it knows
   * @throws DataException as {@link #read} and {@link #photos()} do, or if there are other classes
   *     or columns
   */
  public static PhotoFolder judging(Path file, PhotoTargets targets, List<String> classes) {
    CsvTable table = CsvTable.read(file, TableSeparator.of(file));
    boolean named = !targets.names().isEmpty() && table.columns().containsAll(targets.names());
    var choice =
        new TableChoice(
            Optional.empty(), named ? targets.names() : List.of(), Optional.of(targets.task()));
    TableColumns columns = TableColumns.of(table, choice);
    PhotoFolders found =
        new PhotoTable(columns, true).photos(TableTargets.of(columns, targets, classes));
    List<Photo> all =
        found.parts().stream().flatMap(part -> found.part(part).photos().stream()).toList();
    PhotoFolder train = found.train();
    return new PhotoFolder(train.root(), train.classes(), all, train.skipped());
  }

  private PhotoFolders photos(TableTargets targets) {
    Path root = root();
    Map<DataPart, List<Photo>> there = new EnumMap<>(DataPart.class);
    List<SkippedFile> absent = new ArrayList<>();
    Map<Path, Long> lines = new HashMap<>();
    List<CsvTable.Row> rows = columns.table().rows();
    for (int i = 0; i < rows.size(); i++) {
      CsvTable.Row row = rows.get(i);
      String name = columns.required(row, columns.file());
      Path file = root.resolve(name.replace('\\', '/')).normalize();
      Long other = lines.putIfAbsent(file, row.line());
      if (other != null) {
        throw columns.at(
            row,
            String.format(
                Locale.ROOT, "expected each photo once, found %s in line %,d, too", name, other),
            "Leave one of the lines out");
      }
      Photo photo = targets.photo(file, i);
      if (Files.isRegularFile(file)) {
        there.computeIfAbsent(part(row), _ -> new ArrayList<>()).add(photo);
      } else {
        absent.add(new SkippedFile(file, "is in the table, but not there"));
      }
    }
    if (there.isEmpty()) {
      throw nothingThere(absent);
    }
    Map<DataPart, PhotoFolder> held = new EnumMap<>(DataPart.class);
    there.forEach((part, photos) -> held.put(part, folder(targets, photos, List.of())));
    List<Photo> learned = there.getOrDefault(DataPart.TRAIN, List.of());
    return new PhotoFolders(
        new PhotoLayout(root, root, Map.of(), List.of(columns.note(isChosen))),
        folder(targets, learned, absent),
        held,
        SplitRule.NONE,
        targets.targets());
  }

  private Path root() {
    Path folder = columns.table().file().toAbsolutePath().normalize().getParent();
    return folder == null ? Path.of("").toAbsolutePath() : folder;
  }

  private PhotoFolder folder(TableTargets targets, List<Photo> photos, List<SkippedFile> skipped) {
    return new PhotoFolder(columns.table().file(), targets.classes(), photos, skipped);
  }

  private DataPart part(CsvTable.Row row) {
    if (columns.split().isEmpty()) {
      return DataPart.TRAIN;
    }
    int column = columns.split().getAsInt();
    String text = columns.text(row, column).toLowerCase(Locale.ROOT);
    return DataPart.find(text)
        .orElseThrow(
            () ->
                columns.at(
                    row,
                    "expected train, train-dev, val or test in column %s, found '%s'"
                        .formatted(columns.name(column), text),
                    "Write one of these, or call the column otherwise"));
  }

  private DataException nothingThere(List<SkippedFile> absent) {
    return new DataException(
        columns.table().file().toString(),
        String.format(
            Locale.ROOT,
            "expected the photos that column %s names, found none of %,d, such as %s",
            columns.name(columns.file()),
            absent.size(),
            String.join(
                ", ", absent.stream().limit(NAMED).map(each -> each.file().toString()).toList())),
        "Put the table where its paths begin, or name the column of the paths");
  }
}
