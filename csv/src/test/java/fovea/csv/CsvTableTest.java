package fovea.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.batch.Batch;
import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  private static final String FLOWERS =
      """
      length,width,"kind of flower"
      5.1, 3.5,setosa
      7.0,3.2,versicolor
      6.3,3.3,"virgin, ica"
      4.9,3.0,setosa
      """;

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("flowers.csv"), text);
  }

  private static Batch all(DataSet data) {
    try (BatchPrefetcher prefetcher = new DataLoader(data, data.size()).open()) {
      Batch batch = prefetcher.epoch(0).iterator().next();
      return new Batch(batch.inputs(), batch.targets());
    }
  }

  private void assertRefused(String message, Executable attempt) {
    DataException e = assertThrows(DataException.class, attempt);
    String text = String.valueOf(e.getMessage()).replace(folder + "/", "");
    assertTrue(text.startsWith(message), text);
  }

  @Test
  void aFileInLatin1IsNamedByItsLine() throws IOException {
    Path file = folder.resolve("flowers.csv");
    Files.write(file, "length,kind\n1,rose\n2,Gänseblume\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        "flowers.csv, line 3: expected a text in UTF-8, found bytes that are not, as in Latin-1. ",
        () -> CsvTable.read(file));
  }

  @Test
  void aByteOrderMarkAndEmptyLinesAreLeftOut() throws IOException {
    CsvTable table = CsvTable.read(write("\uFEFFlength,kind\r\n1,rose\r\n\r\n\r\n"));
    assertEquals(List.of("length", "kind"), table.columns());
    assertEquals(1, table.rows().size());
  }

  @Test
  void classesInAColumn() throws IOException {
    CsvTable table = CsvTable.read(write(FLOWERS));
    assertEquals(List.of("length", "width", "kind of flower"), table.columns());
    DataSet data = table.inputs("length", "width").label("kind of flower");
    assertEquals(List.of("setosa", "versicolor", "virgin, ica"), data.classes());
    assertEquals("flowers.csv", data.name());
    Batch batch = all(data);
    assertArrayEquals(
        new float[] {5.1f, 3.5f, 7, 3.2f, 6.3f, 3.3f, 4.9f, 3}, batch.input().floats());
    assertArrayEquals(new double[] {0, 1, 2, 0}, batch.target().doubles());
    DataSet same = table.inputsExcept("kind of flower").label("kind of flower");
    assertArrayEquals(batch.input().floats(), all(same).input().floats());
  }

  @Test
  void numbersInAColumn() throws IOException {
    CsvTable table = CsvTable.read(write(FLOWERS));
    Batch batch = all(table.inputs("length").targets("width"));
    assertEquals("f32[4, 1]", batch.target().type().toString());
    assertArrayEquals(new float[] {3.5f, 3.2f, 3.3f, 3}, batch.target().floats());
    assertTrue(all(table.inputs("width").alone()).targets().isEmpty());
  }

  @Test
  void otherSeparatorsAndAByteOrderMark() throws IOException {
    CsvTable table = CsvTable.read(write("\uFEFFa;b\n1;2\n"), ';');
    assertEquals(List.of("a", "b"), table.columns());
  }

  @Test
  void whatIsNoTableIsSaid() throws IOException {
    assertRefused(
        "nothing.csv: the file cannot be read (",
        () -> CsvTable.read(folder.resolve("nothing.csv")));
    Path file = write("a,b\n");
    assertRefused(
        "flowers.csv: expected a line with the names of the columns and rows after it, found 1",
        () -> CsvTable.read(file));
    write("a,b\n1,2\n3\n");
    assertRefused(
        "flowers.csv: expected a table of comma-separated values, found another text (",
        () -> CsvTable.read(file));
    write("a,a\n1,2\n");
    assertRefused(
        "flowers.csv: expected a name for each column, found a twice", () -> CsvTable.read(file));
  }

  @Test
  void whatIsNoNumberIsSaidWithItsLine() throws IOException {
    CsvTable table = CsvTable.read(write(FLOWERS));
    assertRefused(
        "flowers.csv, line 2: expected a number in column kind of flower, found \"setosa\"",
        () -> table.inputs("kind of flower").targets("width"));
    assertRefused(
        "flowers.csv: expected one of the columns [length, width, kind of flower], found height",
        () -> table.inputs("height"));
    assertRefused("flowers.csv: expected columns as input, found none", table::inputs);
    write("a,b\n1,2\n3,NaN\n");
    assertRefused(
        "flowers.csv, line 3: expected a number in column b, found \"NaN\"",
        () -> CsvTable.read(folder.resolve("flowers.csv")).inputs("b").alone());
  }
}
