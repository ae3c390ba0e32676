package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.pixels.DataException;
import fovea.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitRecordTest {

  private static final Preprocessing SMALL = Preprocessing.imagenet(8, 10);

  @TempDir private Path root;
  private Path photos;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    photos = root.resolve("photos");
    run = Files.createDirectories(root.resolve("run"));
    TestPhotos.write(photos.resolve("cats"), 4);
    TestPhotos.write(photos.resolve("dogs"), 6);
  }

  private SplitRecord record(PhotoFolders folders) {
    SplitRecord.of(folders, folders.train().load(SMALL)).write(run);
    return SplitRecord.find(run).orElseThrow();
  }

  @Test
  void splitsAreRecorded() {
    PhotoFolders folders = PhotoFolders.of(photos).split(0.5, 3);
    SplitRecord read = record(folders);
    assertEquals(folders.train().photos(), read.folders().train().photos());
    assertEquals(folders.validation().photos(), read.validation().photos());
    assertEquals(List.of("cats", "dogs"), read.validation().classes());
    assertEquals(Optional.empty(), read.test());
    assertEquals(Optional.empty(), SplitRecord.find(root));
  }

  @Test
  void photosOfOtherFoldersAreRecorded() {
    TestPhotos.write(root.resolve("other/dogs"), 2);
    PhotoFolders folders = PhotoFolders.of(photos).validation(root.resolve("other"));
    assertEquals(folders.validation().photos(), record(folders).validation().photos());
  }

  @Test
  void testPhotosAreRecorded() throws IOException {
    Path parted = root.resolve("parted");
    Files.createDirectories(parted);
    Files.move(photos, parted.resolve("train"));
    TestPhotos.write(parted.resolve("Testing/cats"), 2);
    PhotoFolders folders = PhotoFolders.of(parted).split(0.5, 1);
    assertEquals(Optional.of(parted.resolve("Testing")), record(folders).test());
  }

  @Test
  void photosThatAreGoneAreCounted() throws IOException {
    SplitRecord split = record(PhotoFolders.of(photos).split(0.5, 3));
    Path gone = split.validation().photos().getFirst().file();
    Files.delete(gone);
    assertEquals(4, split.validation().photos().size());
    assertEquals(
        List.of(new SkippedFile(gone, "is no longer there")), split.validation().skipped());
    Files.move(photos, root.resolve("moved"));
    var error = assertThrows(DataException.class, split::validation);
    assertTrue(error.getMessage().contains("expected the 5 photos that were held back"));
    assertTrue(error.getMessage().contains("Bring them back, or name a folder"));
  }

  @Test
  void whatWasLearnedFromIsFoundByContent() throws IOException {
    PhotoFolders folders = PhotoFolders.of(photos).split(0.5, 3);
    SplitRecord split = record(folders);
    assertEquals(List.of(), split.learnedFrom(split.validation().load(SMALL)));
    PhotoFolder all = PhotoFolder.scan(photos);
    assertEquals(folders.train().photos(), split.learnedFrom(all.load(SMALL)));
    Path copies = root.resolve("copies");
    Files.move(photos, copies);
    assertEquals(5, split.learnedFrom(PhotoFolder.scan(copies).load(SMALL)).size());
  }

  @Test
  void aDamagedRecordIsASentence() throws IOException {
    Files.writeString(run.resolve("split.json"), "{\"folder\": \"photos\"}");
    var error = assertThrows(FormatException.class, () -> SplitRecord.find(run));
    assertTrue(error.getMessage().contains("split.json"), error.getMessage());
  }
}
