package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoLayoutTest {

  @TempDir private Path root;

  @Test
  void partsHaveUsualNames() {
    for (List<String> names :
        List.of(
            List.of("training", "validation", "testing"),
            List.of("Train", "Val", "Test"),
            List.of("TRAIN_SET", "valid_set", "test_set"),
            List.of("trn", "dev", "tst"),
            List.of("train2017", "val2017", "test2017"),
            List.of("seg_train", "seg_val", "seg_test"))) {
      Path folder = root.resolve(names.getFirst());
      names.forEach(name -> sorted(folder.resolve(name)));
      assertEquals(
          Map.of(
              PhotoPart.TRAIN, folder.resolve(names.get(0)),
              PhotoPart.VALIDATION, folder.resolve(names.get(1)),
              PhotoPart.TEST, folder.resolve(names.get(2))),
          PhotoLayout.of(folder).parts());
    }
  }

  @Test
  void theCaseOfTrainingAndValidation() {
    PhotoFolders folders = PhotoFolders.of(TestData.path("cases/folders-training-and-validation"));
    assertEquals(List.of("cats", "dogs"), folders.train().classes());
    assertEquals(20, folders.train().photos().size());
    assertEquals(10, folders.validation().photos().size());
  }

  @Test
  void wrappersAreSeenThrough() {
    Path data = root.resolve("archive/dataset");
    sorted(data.resolve("train"));
    sorted(data.resolve("test"));
    PhotoLayout layout = PhotoLayout.of(root);
    assertEquals(data, layout.folder());
    assertEquals(data.resolve("test"), layout.part(PhotoPart.TEST).orElseThrow());
    assertTrue(layout.notes().toString().contains("the photos are those in " + data));
    TestPhotos.write(root.resolve("samples"), 1);
    says("Name " + root.resolve("archive"), () -> PhotoLayout.of(root));
  }

  @Test
  void aLoneFolderOfClassesIsSeenThrough() {
    sorted(root.resolve("PetImages"));
    assertEquals(root.resolve("PetImages"), PhotoLayout.of(root).training());
    assertEquals(List.of("cats", "dogs"), PhotoFolders.of(root).train().classes());
  }

  @Test
  void aPartMayBeWrappedByItsOwnName() {
    sorted(root.resolve("seg_train/seg_train"));
    sorted(root.resolve("seg_test/seg_test"));
    TestPhotos.write(root.resolve("seg_pred/seg_pred"), 1);
    PhotoLayout layout = PhotoLayout.of(root);
    assertEquals(root.resolve("seg_train/seg_train"), layout.training());
    assertTrue(layout.notes().toString().contains("seg_pred lies beside the parts"));
  }

  @Test
  void whatIsNoPhotoIsNoClass() throws IOException {
    sorted(root);
    TestPhotos.write(root.resolve("__MACOSX/cats"), 1);
    TestPhotos.write(root.resolve(".cache"), 1);
    Files.writeString(root.resolve("cats/._photo00.png"), "x");
    Files.writeString(root.resolve("cats/Thumbs.db"), "x");
    Files.writeString(root.resolve("desktop.ini"), "x");
    assertEquals(List.of(), PhotoFolders.of(root).train().skipped());
    Path run = Files.createDirectories(root.resolve("runs/finetune-photos"));
    Files.writeString(run.resolve("split.json"), "{}");
    TestPhotos.write(run, 1);
    Files.createDirectories(root.resolve("birds"));
    Files.writeString(Files.createDirectories(root.resolve("docs")).resolve("a.txt"), "text");
    PhotoFolder folder = PhotoFolders.of(root).train();
    assertEquals(List.of("cats", "dogs"), folder.classes());
    assertEquals(
        List.of(
            root.resolve("birds") + ": holds no pictures, so it is no class",
            root.resolve("docs") + ": holds no pictures, so it is no class",
            root.resolve("runs") + ": holds runs, so it is no class"),
        folder.skipped().stream().map(SkippedFile::toString).toList());
  }

  @Test
  void classesThatHoldTheSameFoldersAreRefused() throws IOException {
    sorted(root.resolve("2019"));
    sorted(root.resolve("2020"));
    Files.createDirectories(root.resolve("notes"));
    says("2019 and 2020, which hold the same folders, cats and dogs", () -> PhotoFolders.of(root));
    TestPhotos.write(root.resolve("2020/birds"), 1);
    says("these look like the classes", () -> PhotoFolder.scan(root));
    TestPhotos.write(root.resolve("2019"), 1);
    assertEquals(List.of("2019", "2020"), PhotoFolder.scan(root).classes());
  }

  @Test
  void partsWithinClassesAreRefused() {
    for (String name : List.of("cats", "dogs")) {
      TestPhotos.write(root.resolve(name).resolve("train"), 1);
      TestPhotos.write(root.resolve(name).resolve("test"), 1);
    }
    says("parts within classes", () -> PhotoFolders.of(root));
    says("as test/cats", () -> PhotoFolders.of(root));
  }

  @Test
  void partsOfAnyNameMayLackAClass() {
    sorted(root.resolve("lesson"));
    TestPhotos.write(root.resolve("exam/cats"), 1);
    says(
        "exam and lesson, which hold the same folders, cats and dogs", () -> PhotoFolders.of(root));
  }

  @Test
  void foldersWithinClassesBelongToThem() {
    for (String name : List.of("cats", "dogs")) {
      TestPhotos.write(root.resolve(name).resolve("images"), 1);
    }
    assertEquals(List.of("cats", "dogs"), PhotoFolders.of(root).train().classes());
  }

  @Test
  void photosWithoutClassesAreASentence() {
    TestPhotos.write(root.resolve("train"), 2);
    TestPhotos.write(root.resolve("test"), 2);
    says("expected a sub-folder for each class in test and train", () -> PhotoFolders.of(root));
  }

  @Test
  void onePartTwiceIsASentence() {
    sorted(root.resolve("train"));
    sorted(root.resolve("Training"));
    says("expected one folder of each part, found Training and train", () -> PhotoFolders.of(root));
  }

  @Test
  void testPhotosAloneAreNotLearnedFrom() {
    sorted(root.resolve("test"));
    says("found only test", () -> PhotoFolders.of(root));
    assertEquals(root.resolve("test"), PhotoLayout.of(root).judging(List.of("cats", "dogs")));
  }

  @Test
  void judgesByTestThenValidationThenAll() throws IOException {
    List<String> classes = List.of("dogs", "cats");
    sorted(root);
    assertEquals(root, PhotoLayout.of(root).judging(classes));
    Path parted = root.resolve("parted");
    sorted(parted.resolve("train"));
    assertEquals(parted.resolve("train"), PhotoLayout.of(parted).judging(classes));
    sorted(parted.resolve("val"));
    TestPhotos.write(parted.resolve("test"), 2);
    assertEquals(parted.resolve("val"), PhotoLayout.of(parted).judging(classes));
    assertTrue(PhotoFolders.of(parted).notes().toString().contains("has no folders of classes"));
    Path unknown = parted.resolve("test/unknown");
    TestPhotos.write(unknown, 2);
    Files.delete(parted.resolve("test/photo00.png"));
    Files.delete(parted.resolve("test/photo01.png"));
    assertEquals(parted.resolve("val"), PhotoLayout.of(parted).judging(classes));
    assertTrue(PhotoFolders.of(parted).notes().toString().contains("has other classes"));
    Files.move(unknown, parted.resolve("test/cats"));
    assertEquals(parted.resolve("test"), PhotoLayout.of(parted).judging(classes));
    assertTrue(PhotoFolders.of(parted).notes().toString().contains("is not learned from"));
    PhotoFolder judging = PhotoFolder.scan(parted.resolve("test"), classes);
    assertEquals(List.of(1, 1), judging.photos().stream().map(Photo::label).toList());
  }

  private static void sorted(Path folder) {
    TestPhotos.write(folder.resolve("cats"), 1);
    TestPhotos.write(folder.resolve("dogs"), 1);
  }

  private static void says(String words, org.junit.jupiter.api.function.Executable body) {
    var error = assertThrows(DataException.class, body);
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }
}
