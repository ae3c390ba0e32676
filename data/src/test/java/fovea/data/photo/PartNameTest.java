package fovea.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartNameTest {

  @Test
  void everyUsualNameAndCaseIsKnown() {
    all(
        PhotoPart.TRAIN,
        "train Train TRAIN training Training_Set train-data trainset TrainImages train2017 01_train"
            + " images_train trn trainingset traindata train_images dataset_train");
    all(
        PhotoPart.VALIDATION,
        "val Val VALIDATION valid validation_set val_images ValSet dev eval val2017 2-valid"
            + " valid_dir");
    all(PhotoPart.TEST, "test Test TESTING tests test_set testset tst TestImages test2017 3_test");
  }

  private static void all(PhotoPart part, String names) {
    for (String name : names.split(" ")) {
      assertEquals(Optional.of(new PartName(part, "")), PartName.of(name), name);
    }
  }

  @Test
  void otherWordsArePartOfTheName() {
    assertEquals(Optional.of(new PartName(PhotoPart.TRAIN, "seg ")), PartName.of("seg_train"));
    assertEquals(Optional.of(new PartName(PhotoPart.TEST, "seg ")), PartName.of("seg_test"));
    for (String none :
        List.of("trains", "invalid", "contest", "device", "cats", "train_test", "2017", "value")) {
      assertEquals(Optional.empty(), PartName.of(none), none);
    }
  }
}
