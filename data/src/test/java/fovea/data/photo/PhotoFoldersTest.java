package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.format.Json;
import fovea.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFoldersTest {

  @TempDir private Path root;

  @Test
  void trainAndValAreNoClasses() {
    writeTrain();
    TestPhotos.write(root.resolve("val/dogs"), 1);
    TestPhotos.write(root.resolve("val/cats"), 1);
    TestPhotos.write(root.resolve("test/anything"), 1);
    PhotoFolders folders = PhotoFolders.of(root);
    assertEquals(List.of("cats", "dogs"), folders.train().classes());
    assertEquals(5, folders.train().photos().size());
    assertTrue(folders.hasValidation());
    assertEquals(root.resolve("val/dogs/photo00.png"), folders.validation().photos().get(1).file());
  }

  @Test
  void aClassMayBeCalledTrain() {
    TestPhotos.write(root.resolve("train"), 1);
    TestPhotos.write(root.resolve("car"), 1);
    PhotoFolders folders = PhotoFolders.of(root);
    assertEquals(List.of("car", "train"), folders.train().classes());
    assertFalse(folders.hasValidation());
  }

  @Test
  void validationKeepsTheLabelsOfTraining() {
    writeTrain();
    TestPhotos.write(root.resolve("valid/dogs"), 2);
    PhotoFolders folders = PhotoFolders.of(root);
    assertEquals(List.of("cats", "dogs"), folders.validation().classes());
    assertEquals(List.of(1, 1), folders.validation().photos().stream().map(Photo::label).toList());
    TestPhotos.write(root.resolve("valid/wolves"), 1);
    var error = assertThrows(DataException.class, () -> PhotoFolders.of(root));
    assertTrue(error.getMessage().contains("wolves: expected one of the 2"), error.getMessage());
  }

  @Test
  void splitsAreRecorded() throws IOException {
    writeTrain();
    TestPhotos.write(root.resolve("other/cats"), 1);
    PhotoFolders folders = PhotoFolders.of(root.resolve("train")).split(0.4, 3);
    assertEquals(2, folders.validation().photos().size());
    assertEquals(3, folders.train().photos().size());
    assertEquals(folders, read(folders, root.resolve("train")));
    PhotoFolders beside = PhotoFolders.of(root.resolve("train")).validation(root.resolve("other"));
    assertEquals(
        beside.validation().photos(), read(beside, root.resolve("train")).validation().photos());

    Files.move(root.resolve("train"), root.resolve("moved"));
    PhotoFolders moved = read(folders, root.resolve("moved"));
    assertEquals(
        root.resolve("moved").resolve(root.resolve("train").relativize(first(folders))),
        first(moved));
    Files.delete(first(moved));
    var error = assertThrows(DataException.class, () -> read(folders, root.resolve("moved")));
    assertTrue(error.getMessage().contains("found 1 of them absent"), error.getMessage());
  }

  private static Path first(PhotoFolders folders) {
    return folders.train().photos().getFirst().file();
  }

  private static PhotoFolders read(PhotoFolders recorded, Path root) {
    String text = Json.write(recorded.toJson());
    return PhotoFolders.fromJson((JsonObject) Json.parse(text, "test"), root);
  }

  private void writeTrain() {
    TestPhotos.write(root.resolve("train/cats"), 2);
    TestPhotos.write(root.resolve("train/dogs"), 3);
  }
}
