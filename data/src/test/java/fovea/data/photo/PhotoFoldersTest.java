package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.Grouping;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
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
  void aClassMayBeMissingInValidation() {
    writeTrain();
    TestPhotos.write(root.resolve("val/dogs"), 1);
    assertArrayEquals(new int[] {0, 1}, PhotoFolders.of(root).validation().counts());
  }

  @Test
  void itIsSaidWhereValidationPhotosComeFrom() {
    writeTrain();
    PhotoFolders parted = PhotoFolders.of(root).split(0.4, 1);
    assertEquals(
        List.of(
            "a share of 0.4 of each class in %s is held back for validation".formatted(train())),
        parted.notes());
    TestPhotos.write(root.resolve("val/dogs"), 1);
    TestPhotos.write(root.resolve("other/dogs"), 1);
    assertEquals(
        List.of(root.resolve("other") + " lies beside the parts and is left alone"),
        PhotoFolders.of(root).notes());
    assertTrue(
        PhotoFolders.of(root)
            .validation(root.resolve("other"))
            .notes()
            .contains(
                root.resolve("val") + " is left alone: other photos are used for validation"));
  }

  @Test
  void photosOfOneGroupStayTogether() {
    TestPhotos.write(root.resolve("all/cats"), 9);
    TestPhotos.write(root.resolve("all/dogs"), 9);
    TestPhotos.one(root.resolve("all/dogs/alone.png"), 7);
    var rule =
        new SplitRule(
            new SplitShares().validation(0.3).test(0.2), new Grouping.ByPath("photo0(\\d)"), 2);
    PhotoFolders folders = PhotoFolders.of(root.resolve("all")).split(rule);
    assertEquals(List.of(DataPart.TRAIN, DataPart.VALIDATION, DataPart.TEST), folders.parts());
    for (DataPart part : folders.parts()) {
      int[] counts = folders.part(part).counts();
      assertEquals(0, (counts[1] - counts[0]) / 2, "cats and dogs of a number are one group");
    }
    assertTrue(
        folders
            .notes()
            .contains(
                "9 groups of photos, by photo0(\\d) in their paths; 1 of 19 photos have none and"
                    + " stand alone"),
        folders.notes().toString());
    var none = new SplitRule(new SplitShares().test(0.5), new Grouping.ByPath("x(y)z"), 1);
    var error =
        assertThrows(DataException.class, () -> PhotoFolders.of(root.resolve("all")).split(none));
    assertTrue(error.getMessage().contains("found none of any of the 19 photos"));
  }

  @Test
  void groupsThatAreInTwoFoldersAreNamed() {
    writeTrain();
    TestPhotos.write(root.resolve("val/dogs"), 2);
    var rule = new SplitRule(new SplitShares(), new Grouping.ByPath("(photo\\d+)"), 1);
    assertTrue(
        PhotoFolders.of(root)
            .split(rule)
            .notes()
            .contains(
                "2 of the 2 groups of the validation photos are among the training photos, too,"
                    + " such as photo00: the accuracy is higher than on new groups"));
  }

  private Path train() {
    return root.resolve("train");
  }

  @Test
  void aFewOfEachClassAreAmongThoseOfMore() {
    TestPhotos.write(root.resolve("train/cats"), 6);
    TestPhotos.write(root.resolve("train/dogs"), 3);
    TestPhotos.write(root.resolve("val/dogs"), 2);
    PhotoFolders all = PhotoFolders.of(root);
    PhotoFolders some = all.perClass(4, 1);
    assertArrayEquals(new int[] {4, 3}, some.train().counts());
    assertEquals(all.validation(), some.validation());
    List<Photo> photos = some.train().photos();
    assertTrue(photos.containsAll(all.perClass(2, 1).train().photos()));
    assertEquals(some, all.perClass(4, 1));
    assertFalse(photos.equals(all.perClass(4, 2).train().photos()));
    assertEquals(all.train().photos(), all.perClass(100, 1).train().photos());
    var error = assertThrows(DataException.class, () -> all.perClass(0, 1));
    assertTrue(error.getMessage().contains("expected 1 or more of each, found 0"));
  }

  private void writeTrain() {
    TestPhotos.write(root.resolve("train/cats"), 2);
    TestPhotos.write(root.resolve("train/dogs"), 3);
  }
}
