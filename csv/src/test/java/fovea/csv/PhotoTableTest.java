package fovea.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.photo.Photo;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.SplitRecord;
import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PhotoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PhotoTableTest {
  @TempDir private Path folder;

  /** A table, and empty files of the names {@code p0.png} to {@code p9.png}. */
  private Path table(String text) throws IOException {
    for (int i = 0; i < 10; i++) {
      Path photo = folder.resolve("p" + i + ".png");
      if (!Files.exists(photo)) {
        Files.createFile(photo);
      }
    }
    return Files.writeString(folder.resolve("photos.csv"), text);
  }

  private PhotoFolders read(String text) throws IOException {
    return read(text, new TableChoice());
  }

  private PhotoFolders read(String text, TableChoice choice) throws IOException {
    return PhotoTable.read(table(text), choice).photos();
  }

  private void refuses(String message, Executable attempt) {
    DataException e = assertThrows(DataException.class, attempt);
    String text = String.valueOf(e.getMessage()).replace(folder + "/", "");
    assertTrue(text.contains(message), text);
  }

  private static List<Float> target(PhotoFolders photos, int index) {
    return photos.train().photos().get(index).target();
  }

  @Test
  void textsAreClasses() throws IOException {
    PhotoFolders photos = read("photo,kind\np0.png, cat\np1.png,dog\np2.png,cat\n");
    assertEquals(PhotoTargets.CLASSES, photos.targets());
    assertEquals(List.of("cat", "dog"), photos.train().classes());
    assertEquals(new Photo(folder.resolve("p1.png"), 1), photos.train().photos().get(1));
    assertTrue(photos.notes().getFirst().contains("to be learned is kind (classes, as the fields"));
  }

  @Test
  void zeroAndOneAreBinary() throws IOException {
    PhotoFolders photos = read("file,ripe\np0.png,1\np1.png,0\n");
    assertEquals(PhotoTask.BINARY, photos.targets().task());
    assertEquals(List.of("not ripe", "ripe"), photos.train().classes());
    assertEquals(1, photos.train().photos().getFirst().label());
    PhotoFolders named =
        read("file,kind\np0.png,dog\np1.png,cat\n", new TableChoice().task(PhotoTask.BINARY));
    assertEquals(List.of("cat", "dog"), named.train().classes());
  }

  @Test
  void columnsOfZeroAndOneAreLabels() throws IOException {
    PhotoFolders photos = read("file,sea,sky\np0.png,1,0\np1.png,0,0\np2.png,1,1\n");
    assertEquals(new PhotoTargets(PhotoTask.MULTI_LABEL, List.of("sea", "sky")), photos.targets());
    assertEquals(List.of(1f, 1f), target(photos, 2));
    assertEquals("sky", photos.train().classes().get(photos.train().photos().get(2).label()));
  }

  @Test
  void aFieldMayListLabels() throws IOException {
    PhotoFolders photos = read("tags;file\nsky|sea;p0.png\n;p1.png\nsea;p2.png\n");
    assertEquals(List.of("sea", "sky"), photos.targets().names());
    assertEquals(List.of(1f, 1f), target(photos, 0));
    assertEquals(List.of(0f, 0f), target(photos, 1));
    assertEquals(List.of(1f, 0f), target(photos, 2));
  }

  @Test
  void numbersAreRegression() throws IOException {
    PhotoFolders photos = read("file\tage\theight\np0.png\t31.5\t1e2\np1.png\t-4\t0\n");
    assertEquals(
        new PhotoTargets(PhotoTask.REGRESSION, List.of("age", "height")), photos.targets());
    assertEquals(List.of(31.5f, 100f), target(photos, 0));
    PhotoFolders one =
        read("file,age,height\np0.png,1,2\np1.png,3,4\n", new TableChoice().targets("height"));
    assertEquals(List.of(4f), target(one, 1));
  }

  @Test
  void rangesOfNumbersAreSplitAlike() throws IOException {
    var text = new StringBuilder("file,age\n");
    for (int i = 0; i < 50; i++) {
      Files.createFile(folder.resolve("n" + i + ".png"));
      text.append("n%d.png,%d\n".formatted(i, i));
    }
    PhotoFolders photos = read(text.toString());
    assertEquals(5, photos.train().classes().size());
    assertEquals("age above 9 up to 19", photos.train().classes().get(1));
    PhotoFolders parts = photos.split(new SplitRule(new SplitShares().validation(0.2), 1));
    int[] held = parts.validation().counts();
    assertTrue(IntStream.of(held).allMatch(count -> count == 2), parts.validation().toString());
    assertTrue(
        parts.notes().stream().anyMatch(note -> note.contains("of the photos of")),
        parts.notes().toString());
  }

  @Test
  void aColumnMaySayThePart() throws IOException {
    PhotoFolders photos =
        read("file,Split,age\np0.png,train,1\np1.png,val,2\np2.png,TEST,3\np3.png,train,4\n");
    assertEquals(List.of("age"), photos.targets().names());
    assertEquals(List.of(DataPart.TRAIN, DataPart.VALIDATION, DataPart.TEST), photos.parts());
    assertEquals(List.of(2f), photos.validation().photos().getFirst().target());
    refuses(
        "photos.csv, line 2: expected train, train-dev, val or test in column split, found 'x'",
        () -> read("file,split,age\np0.png,x,5\n"));
  }

  @Test
  void aRunKeepsTheNumbers() throws IOException {
    PhotoFolders photos = read("file,sea,sky\np0.png,1,0\nother/p1.png,0,0\np2.png,1,1\n");
    var record = new SplitRecord(photos, Set.of());
    PhotoFolders again = SplitRecord.fromJson(record.toJson()).folders();
    assertEquals(photos.targets(), again.targets());
    assertEquals(Set.copyOf(photos.train().photos()), Set.copyOf(again.train().photos()));
  }

  @Test
  void absentPhotosAreLeftOut() throws IOException {
    PhotoFolders photos = read("file,age\np0.png,1\nno/where.png,2\np1.png,3\n");
    assertEquals(2, photos.train().photos().size());
    assertEquals(
        "%s: is in the table, but not there".formatted(folder.resolve("no/where.png")),
        photos.train().skipped().getFirst().toString());
    refuses(
        "photos.csv: expected the photos that column file names, found none of 1",
        () -> read("file,age\na.png,5\n"));
  }

  @Test
  void aModelIsJudgedByTablesOfItsTargets() throws IOException {
    Path file = table("file,other,age\np0.png,x,1\np1.png,y,3\n");
    var ages = new PhotoTargets(PhotoTask.REGRESSION, List.of("age"));
    PhotoFolder judging = PhotoTable.judging(file, ages, List.of("age"));
    assertEquals(List.of(3f), judging.photos().get(1).target());
    Path classes = table("file,kind\np0.png,cat\np1.png,cat\n");
    List<String> known = List.of("bird", "cat");
    assertEquals(
        1, PhotoTable.judging(classes, PhotoTargets.CLASSES, known).photos().get(1).label());
    refuses(
        "photos.csv, line 2: expected one of the classes (cow, pig), found 'cat'",
        () -> PhotoTable.judging(classes, PhotoTargets.CLASSES, List.of("cow", "pig")));
    refuses(
        "expected columns of the targets of the model (age), found kind",
        () -> PhotoTable.judging(classes, ages, List.of("age")));
  }

  @Test
  void mistakesAreNamedByTheirLine() {
    refuses(
        "line 3: expected a value in column age, found nothing",
        () -> read("file,age\np0.png,1\np1.png,\n", regression()));
    refuses(
        "line 3: expected a number in column age, found \"x\"",
        () -> read("file,age\np0.png,1\np1.png,x\n", regression()));
    refuses(
        "line 3: expected each photo once, found ./p0.png in line 2, too",
        () -> read("file,age\np0.png,1\n./p0.png,2\n"));
    refuses(
        "line 2: expected 0 or 1 in column sea, found '2'",
        () -> read("file,sea,sky\np0.png,2,0\n", new TableChoice().task(PhotoTask.MULTI_LABEL)));
    refuses(
        "expected columns of targets beside that of the photos, file, found none",
        () -> read("file\np0.png\n"));
    refuses(
        "expected one of the columns [file, age], found name",
        () -> read("file,age\np0.png,1\n", new TableChoice().file("name")));
    refuses(
        "expected two classes or more in column kind for the task classes, found 1",
        () -> read("file,kind\np0.png,a\np1.png,a\n"));
    refuses(
        "expected two classes in column kind for the task binary, found 3",
        () ->
            read(
                "file,kind\np0.png,a\np1.png,b\np2.png,c\n",
                new TableChoice().task(PhotoTask.BINARY)));
    refuses(
        "expected one column of classes for the task classes, found 2",
        () -> read("file,a,b\np0.png,x,y\n", new TableChoice().task(PhotoTask.CLASSES)));
  }

  private static TableChoice regression() {
    return new TableChoice().task(PhotoTask.REGRESSION);
  }
}
