package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.Grouping;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import fovea.error.UserException;
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
    assertEquals(folders.validation().photos(), read.part(DataPart.VALIDATION).photos());
    assertEquals(List.of("cats", "dogs"), read.part(DataPart.VALIDATION).classes());
    assertEquals(List.of(DataPart.TRAIN, DataPart.VALIDATION), read.folders().parts());
    assertEquals(folders.rule(), read.folders().rule());
    assertEquals(Optional.empty(), SplitRecord.find(root));
  }

  @Test
  void photosOfOtherFoldersAreRecorded() {
    TestPhotos.write(root.resolve("other/dogs"), 2);
    PhotoFolders folders = PhotoFolders.of(photos).validation(root.resolve("other"));
    assertEquals(folders.validation().photos(), record(folders).part(DataPart.VALIDATION).photos());
  }

  @Test
  void testPhotosAreRecorded() throws IOException {
    Path parted = root.resolve("parted");
    Files.createDirectories(parted);
    Files.move(photos, parted.resolve("train"));
    TestPhotos.write(parted.resolve("Testing/cats"), 2);
    PhotoFolders folders = PhotoFolders.of(parted).split(0.5, 1);
    PhotoFolder tested = record(folders).part(DataPart.TEST);
    assertEquals(List.of(0, 0), tested.photos().stream().map(Photo::label).toList());
    assertEquals(parted.resolve("Testing/cats/photo00.png"), tested.photos().getFirst().file());
  }

  @Test
  void photosThatAreGoneAreCounted() throws IOException {
    SplitRecord split = record(PhotoFolders.of(photos).split(0.5, 3));
    Path gone = split.part(DataPart.VALIDATION).photos().getFirst().file();
    Files.delete(gone);
    assertEquals(4, split.part(DataPart.VALIDATION).photos().size());
    assertEquals(
        List.of(new SkippedFile(gone, "is no longer there")),
        split.part(DataPart.VALIDATION).skipped());
    Files.move(photos, root.resolve("moved"));
    var error = assertThrows(DataException.class, () -> split.part(DataPart.VALIDATION));
    assertTrue(error.getMessage().contains("expected the 5 validation photos of the run"));
    assertTrue(error.getMessage().contains("Bring them back, or name a folder"));
  }

  @Test
  void whatWasLearnedFromIsFoundByContent() throws IOException {
    PhotoFolders folders = PhotoFolders.of(photos).split(0.5, 3);
    SplitRecord split = record(folders);
    assertEquals(List.of(), split.learnedFrom(split.part(DataPart.VALIDATION).load(SMALL)));
    PhotoFolder all = PhotoFolder.scan(photos);
    assertEquals(folders.train().photos(), split.learnedFrom(all.load(SMALL)));
    Path copies = root.resolve("copies");
    Files.move(photos, copies);
    assertEquals(5, split.learnedFrom(PhotoFolder.scan(copies).load(SMALL)).size());
  }

  @Test
  void allPartsAndTheRuleAreKept() {
    var rule =
        new SplitRule(new SplitShares(0.2, 0.2, 0.2), new Grouping.ByPath("photo0([0-9])"), 11);
    PhotoFolders folders = PhotoFolders.of(photos).split(rule);
    SplitRecord read = record(folders);
    assertEquals(4, read.folders().parts().size());
    for (DataPart part : DataPart.values()) {
      assertTrue(read.has(part));
      assertEquals(folders.part(part).photos(), read.part(part).photos());
    }
    assertEquals(rule, read.folders().rule());
  }

  @Test
  void earlierRecordsNameTheFolderOfTestPhotos() throws IOException {
    TestPhotos.write(photos.resolve("../tested/dogs"), 2);
    String json =
        """
        {"folder": "%s", "classes": ["cats", "dogs"], "test": "../tested", "learned": [],
         "train": {"cats": ["a.png"], "dogs": []}, "validation": {"cats": ["b.png"], "dogs": []}}
        """
            .formatted(photos);
    Files.writeString(run.resolve("split.json"), json);
    assertEquals(2, SplitRecord.find(run).orElseThrow().part(DataPart.TEST).photos().size());
  }

  @Test
  void aDamagedRecordIsASentence() throws IOException {
    for (String damaged :
        List.of(
            "{\"folder\": \"photos\"}",
            "{\"folder\": 3}",
            "{",
            valid().replace("[\"b.png\"]", "[\"\\u0000\"]"),
            valid().replace("[\"b.png\"]", "7"),
            valid().replace("\"validation\": {", "\"validation\": [], \"x\": {"),
            valid().replace("0.2", "1.5"),
            valid().replace("0.2", "\"much\""),
            valid().replace("(a)", "(a"))) {
      Files.writeString(run.resolve("split.json"), damaged);
      var error = assertThrows(UserException.class, () -> SplitRecord.find(run), damaged);
      assertTrue(error.getMessage().contains("split.json"), error.getMessage());
    }
    Files.writeString(run.resolve("split.json"), valid());
    assertTrue(SplitRecord.find(run).isPresent());
  }

  private static String valid() {
    return """
    {"folder": "photos", "classes": ["cats"], "train": {"cats": ["a.png"]},
     "validation": {"cats": ["b.png"]}, "learned": [],
     "split": {"shares": {"validation": 0.2}, "groups": {"path": "(a)"}, "seed": 1}}
    """;
  }
}
