package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFilesTest {

  @TempDir private Path root;

  @Test
  void picturesAreFoundInTheFolderAndBelow() throws IOException {
    Path own = TestPhotos.one(root.resolve("a/z.png"), 1);
    Path within = TestPhotos.one(root.resolve("a/cats/young/b.png"), 2);
    Path other = TestPhotos.one(root.resolve("b/c.png"), 3);
    Files.writeString(root.resolve("a/notes.txt"), "text");
    Files.writeString(root.resolve("a/.hidden.png"), "x");
    PhotoFiles files = PhotoFiles.below(root.resolve("a"), root.resolve("b"));
    assertEquals(List.of(within, own, other), files.files());
    assertEquals("a, b", files.name());
    assertEquals(
        List.of(root.resolve("a/notes.txt") + ": expected a picture, found text"),
        files.skipped().stream().map(SkippedFile::toString).toList());
  }

  @Test
  void foldersWithoutPicturesAreRefused() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertSays(
        empty + ": expected a folder with pictures, found none. Name one that has some.", empty);
    Path text = Files.writeString(empty.resolve("a.txt"), "text");
    assertSays(
        empty
            + ": expected a folder with pictures, found only 1 other file, as "
            + text
            + ": expected a picture, found text. Name one that has some.",
        empty);
    assertSays(
        text + ": expected a folder of pictures, found a file. Name one that has some.", text);
    Path none = root.resolve("none");
    assertSays(none + ": expected a folder of pictures, found none. Name one that has some.", none);
  }

  private static void assertSays(String expected, Path folder) {
    assertEquals(
        expected, assertThrows(DataException.class, () -> PhotoFiles.below(folder)).getMessage());
  }
}
