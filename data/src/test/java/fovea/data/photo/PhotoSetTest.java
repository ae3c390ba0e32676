package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.Preprocessing;
import fovea.data.augment.Augment;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.photo.store.PictureBlock;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.PictureShape;
import fovea.testdata.TestData;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSetTest {

  private static final Preprocessing SMALL = Preprocessing.imagenet(8, 10);

  @TempDir private Path root;

  @Test
  void holdsEveryPhotoAsItIsPredicted() {
    TestPhotos.write(root.resolve("cats"), 30);
    TestPhotos.write(root.resolve("dogs"), 20);
    List<Integer> done = new ArrayList<>();
    PhotoSet set =
        PhotoFolder.scan(root)
            .load(
                SMALL,
                (count, total) -> {
                  assertEquals(50, total);
                  done.add(count);
                });
    assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), done);
    assertEquals(50, set.size());
    assertEquals(new PictureShape(3, 8, 8), set.shape());
    for (int i = 0; i < set.size(); i++) {
      assertEquals(i < 30 ? 0 : 1, set.label(i));
      assertArrayEquals(
          Fitting.fit(PictureFile.read(set.photo(i).file()), SMALL).picture().pixels(),
          set.picture(i).pixels());
    }
  }

  @Test
  void wholePhotosAreEvaluatedAsTheOthersAre() throws IOException {
    TestPhotos.write(root.resolve("cats"), 3);
    int name = 0;
    for (int length = 41; length < 49; length++) {
      TestPhotos.one(root.resolve("dogs/" + name++ + ".png"), length, 10, length);
      TestPhotos.one(root.resolve("dogs/" + name++ + ".png"), 10, length, length);
    }
    for (Preprocessing preprocessing : List.of(SMALL, Preprocessing.tf(7, 10))) {
      PhotoSet cut = PhotoFolder.scan(root).load(preprocessing);
      PhotoSet whole = PhotoFolder.scan(root).loadWhole(preprocessing, (_, _) -> {});
      assertEquals(new PictureShape(3, 10, 12), whole.wholePicture(0).shape());
      for (int i = 0; i < cut.size(); i++) {
        assertArrayEquals(cut.picture(i).pixels(), whole.picture(i).pixels(), cut.source(i));
        assertArrayEquals(cut.picture(i).pixels(), cut.wholePicture(i).pixels());
        PictureShape shape = whole.wholePicture(i).shape();
        assertEquals(10, Math.min(shape.height(), shape.width()));
        assertTrue(Math.max(shape.height(), shape.width()) <= 20, shape.toString());
      }
    }
  }

  @Test
  void augmentationBeginsWithTheWholePhoto() {
    TestPhotos.write(root.resolve("cats"), 1);
    TestPhotos.write(root.resolve("dogs"), 1);
    PhotoSet whole = PhotoFolder.scan(root).loadWhole(SMALL, 16, (_, _) -> {});
    assertEquals(new PictureShape(3, 16, 19), whole.wholePicture(1).shape());
    List<PictureShape> seen = new ArrayList<>();
    Augment look =
        (picture, _) -> {
          seen.add(picture.shape());
          return picture;
        };
    var changed = whole.subset("one", 1).prepared(SMALL).augments(look, new RandomCrop(0), look);
    try (var batches = new DataLoader(changed, 1).open()) {
      assertEquals(3 * 8 * 8, batches.epoch(0).iterator().next().input().floats().length);
    }
    assertEquals(
        List.of(new PictureShape(3, 16, 19), new PictureShape(3, 8, 8)), seen.subList(0, 2));
    assertThrows(
        DataException.class, () -> PhotoFolder.scan(root).loadWhole(SMALL, 9, (_, _) -> {}));
  }

  @Test
  void leavesOutWhatCannotBeDecoded() throws IOException {
    TestPhotos.write(root.resolve("cats"), 4);
    TestPhotos.write(root.resolve("dogs"), 3);
    Path damaged = root.resolve("cats/photo01.png");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(root.resolve("dogs/notes.txt"), "text");
    PhotoFolder folder = PhotoFolder.scan(root);
    assertEquals(7, folder.photos().size());
    PhotoSet set = folder.load(SMALL);
    assertEquals(6, set.size());
    assertEquals(
        List.of(root.resolve("dogs/notes.txt"), damaged),
        set.skipped().stream().map(SkippedFile::file).toList());
    assertEquals(0, set.label(2));
    assertEquals(1, set.label(3));
    assertArrayEquals(
        Fitting.fit(PictureFile.read(root.resolve("dogs/photo02.png")), SMALL).picture().pixels(),
        set.picture(5).pixels());
    List<String> summary = SkippedFile.summary(set.skipped());
    assertEquals("skipped 2 files:", summary.getFirst());
    assertEquals(3, summary.size());
  }

  @Test
  void usesAndNamesWhatIsDamagedButCanBeShown() throws IOException {
    TestPhotos.write(root.resolve("cats"), 2);
    TestPhotos.write(root.resolve("dogs"), 2);
    Path damaged = Files.write(root.resolve("dogs/damaged.jpg"), TestPhotos.damagedJpeg());
    PhotoSet set = PhotoFolder.scan(root).load(SMALL);
    assertEquals(5, set.size());
    assertEquals(List.of(), set.skipped());
    assertEquals(List.of(damaged), set.damaged().stream().map(DamagedFile::file).toList());
    List<String> summary = DamagedFile.summary(set.damaged());
    assertEquals("decoded 1 damaged file:", summary.getFirst());
    assertTrue(summary.getLast().contains("damaged.jpg: its data is corrupt"), summary.toString());
    assertEquals(List.of(), DamagedFile.summary(List.of()));
  }

  @Test
  void refusesAClassOfWhichNothingIsLeft() throws IOException {
    TestPhotos.write(root.resolve("cats"), 1);
    TestPhotos.write(root.resolve("dogs"), 1);
    Path damaged = root.resolve("cats/photo00.png");
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 60));
    PhotoFolder folder = PhotoFolder.scan(root);
    var error = assertThrows(DataException.class, () -> folder.load(SMALL));
    assertTrue(error.getMessage().contains("cats: expected pictures"), error.getMessage());
  }

  @Test
  void findsLeaks() throws IOException {
    TestPhotos.write(root.resolve("train/cats"), 3);
    TestPhotos.write(root.resolve("train/dogs"), 3);
    TestPhotos.write(root.resolve("val/cats"), 2);
    TestPhotos.write(root.resolve("val/dogs"), 2);
    Path original = root.resolve("train/dogs/photo01.png");
    Path copy = root.resolve("val/cats/another name.png");
    Files.copy(original, copy);
    PhotoFolders folders = PhotoFolders.of(root);
    PhotoSet train = folders.train().load(SMALL);
    PhotoSet validation = folders.validation().load(SMALL);
    assertEquals(
        List.of(new Leak(new Photo(original, 1), new Photo(copy, 0))), train.leaks(validation));
  }

  @Test
  void manyPhotosLieInAFileWithoutAName() {
    MemorySegment block = PictureBlock.allocate(5_000, 100);
    assertEquals(5_000, block.byteSize());
    assertTrue(block.isMapped());
    block.fill((byte) 7);
    assertEquals(5_000, PictureBlock.allocate(5_000, 5_000).byteSize());
    assertThrows(DataException.class, () -> PictureBlock.allocate(1L << 60, 100));
  }

  @Test
  void noPhotoOfTheTransferTaskIsInBothParts() {
    PhotoFolders folders = PhotoFolders.of(TestData.path("transfer/cats-dogs"));
    PhotoSet validation = folders.validation().load(Preprocessing.tf(32, 32));
    assertEquals(200, validation.size());
    assertEquals(List.of(), validation.skipped());
    assertEquals(List.of(), folders.train().load(Preprocessing.tf(32, 32)).leaks(validation));
    assertEquals(200, validation.leaks(validation).size());
  }
}
