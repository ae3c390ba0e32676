package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFolderTest {

  @TempDir private Path root;

  @Test
  void aFolderIsAClass() {
    TestPhotos.write(root.resolve("dogs"), 3);
    TestPhotos.write(root.resolve("cats"), 2);
    TestPhotos.write(root.resolve("Birds"), 1);
    PhotoFolder folder = PhotoFolder.scan(root);
    assertEquals(List.of("Birds", "cats", "dogs"), folder.classes());
    assertEquals(List.of(0, 1, 1, 2, 2, 2), folder.photos().stream().map(Photo::label).toList());
    assertEquals(root.resolve("cats/photo00.png"), folder.photos().get(1).file());
    assertEquals(List.of(), folder.skipped());
  }

  @Test
  void picturesAreFoundByContentAndInNestedFolders() throws IOException {
    TestPhotos.write(root.resolve("cats"), 1);
    TestPhotos.write(root.resolve("dogs/small"), 1);
    Path bare = root.resolve("dogs/no extension");
    Files.move(TestPhotos.one(root.resolve("dogs/a.png"), 1), bare);
    Files.writeString(root.resolve("dogs/notes.jpg"), "no picture");
    Files.writeString(root.resolve("dogs/empty.png"), "");
    Files.writeString(root.resolve("dogs/.DS_Store"), "x");
    Files.writeString(root.resolve("labels.csv"), "a,b");
    Files.createDirectory(root.resolve(".git"));
    PhotoFolder folder = PhotoFolder.scan(root);
    assertEquals(
        List.of(bare, root.resolve("dogs/small/photo00.png")),
        folder.photos().stream().skip(1).map(Photo::file).toList());
    assertEquals(
        List.of(
            root.resolve("labels.csv") + ": lies beside the folders of the classes",
            root.resolve("dogs/empty.png") + ": expected a picture, found an empty file",
            root.resolve("dogs/notes.jpg") + ": expected a picture, found text"),
        folder.skipped().stream().map(SkippedFile::toString).toList());
  }

  @Test
  void linksToFilesAreFollowedButNotInCircles() throws IOException {
    TestPhotos.write(root.resolve("elsewhere/wolves"), 2);
    Path photos = root.resolve("photos");
    TestPhotos.write(photos.resolve("cats"), 1);
    Files.createSymbolicLink(photos.resolve("dogs"), root.resolve("elsewhere/wolves"));
    Files.createSymbolicLink(photos.resolve("cats/again"), photos);
    Files.createSymbolicLink(photos.resolve("cats/lost.png"), root.resolve("absent.png"));
    Files.createSymbolicLink(
        photos.resolve("cats/wolf.png"), root.resolve("elsewhere/wolves/photo00.png"));
    PhotoFolder folder = PhotoFolder.scan(photos);
    assertEquals(
        List.of("cats/photo00.png", "cats/wolf.png", "dogs/photo00.png", "dogs/photo01.png"),
        folder.photos().stream().map(p -> photos.relativize(p.file()).toString()).toList());
    assertEquals(
        Set.of("is a link to a folder", "is a link to nothing"),
        folder.skipped().stream().map(SkippedFile::reason).collect(Collectors.toSet()));
  }

  @Test
  void badFoldersAreASentence() throws IOException {
    assertComplaint(root.resolve("absent"), "found none");
    assertComplaint(root, "at least two classes, found none");
    Files.createDirectory(root.resolve("cats"));
    assertComplaint(root, "found none with pictures, and without cats");
    Files.createDirectory(root.resolve("dogs"));
    TestPhotos.write(root.resolve("cats"), 1);
    assertComplaint(root, "found only cats with pictures, and without dogs");
    Files.writeString(root.resolve("dogs/notes.txt"), "no picture");
    assertComplaint(root, "found only cats with pictures, and without dogs");
    Files.writeString(root.resolve("dogs/dog.heic"), "no picture");
    assertComplaint(root, "dogs: expected pictures of a class, found only other files, as");
    Files.delete(root.resolve("dogs/dog.heic"));
    TestPhotos.write(root.resolve("dogs"), 1);
    TestPhotos.write(root.resolve("Dogs"), 1);
    assertComplaint(root, "found folders Dogs and dogs");
    assertComplaint(root.resolve("dogs/notes.txt"), "found a file");
  }

  private static void assertComplaint(Path folder, String expected) {
    var error = assertThrows(DataException.class, () -> PhotoFolder.scan(folder));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
  }

  @Test
  void splitsEachClass() {
    TestPhotos.write(root.resolve("cats"), 20);
    TestPhotos.write(root.resolve("dogs"), 10);
    TestPhotos.write(root.resolve("rare"), 2);
    TestPhotos.write(root.resolve("single"), 1);
    PhotoFolder folder = PhotoFolder.scan(root);
    PhotoFolder.Parts parts = folder.stratifiedSplit(0.2, 7);
    assertEquals(List.of(4L, 2L, 1L, 0L), counts(parts.first()));
    assertEquals(List.of(16L, 8L, 1L, 1L), counts(parts.second()));
    var all = new HashSet<>(parts.first().photos());
    all.addAll(parts.second().photos());
    assertEquals(33, all.size());
    assertEquals(parts, folder.stratifiedSplit(0.2, 7));
    assertTrue(!parts.equals(folder.stratifiedSplit(0.2, 8)), "another seed, another split");
    assertThrows(DataException.class, () -> folder.stratifiedSplit(1.1, 7));
  }

  private static List<Long> counts(PhotoFolder folder) {
    return IntStream.range(0, folder.classes().size())
        .mapToObj(label -> folder.photos().stream().filter(p -> p.label() == label).count())
        .toList();
  }

  @Test
  void findsThePhotosOfTheTransferTask() {
    PhotoFolders folders = PhotoFolders.of(TestData.path("transfer/cats-dogs"));
    assertEquals(List.of("cats", "dogs"), folders.train().classes());
    assertEquals(List.of(500L, 500L), counts(folders.train()));
    assertEquals(List.of(100L, 100L), counts(folders.validation()));
    assertEquals(List.of(), folders.train().skipped());
  }
}
