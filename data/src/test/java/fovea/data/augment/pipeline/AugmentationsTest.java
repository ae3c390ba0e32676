package fovea.data.augment.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.geometric.RandomResizedCrop;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import org.junit.jupiter.api.Test;

class AugmentationsTest {

  private static final Augmentations SOME =
      Augmentations.of(new RandomCrop(4).border(Border.REFLECT), new HorizontalFlip());

  @Test
  void areAValue() {
    assertEquals(
        SOME, Augmentations.of(new RandomCrop(4, Border.REFLECT), new HorizontalFlip(0.5)));
    assertNotEquals(SOME, Augmentations.of(new HorizontalFlip(), new RandomCrop(4)));
    assertEquals(
        "[RandomCrop[padding=4, border=reflect], HorizontalFlip[probability=0.5]]",
        SOME.toString());
    assertEquals("[]", Augmentations.NONE.toString());
  }

  @Test
  void areRecordedByName() {
    assertEquals(
        "[{\"name\":\"random_crop\",\"padding\":4,\"border\":\"reflect\"},"
            + "{\"name\":\"horizontal_flip\",\"probability\":0.5}]",
        Json.write(SOME.toJson()));
    assertEquals(SOME, Augmentations.fromJson(SOME.toJson()));
    var nested = Augmentations.of(SOME, new RandomResizedCrop(0.25));
    assertEquals(nested, Augmentations.fromJson(nested.toJson()));
  }

  @Test
  void fieldsHaveDefaults() {
    String text =
        "[{\"name\":\"random_crop\"}, {\"name\":\"horizontal_flip\"},"
            + " {\"name\":\"random_resized_crop\"}]";
    assertEquals(
        Augmentations.of(new RandomCrop(4), new HorizontalFlip(), new RandomResizedCrop(0.08)),
        Augmentations.fromJson((JsonArray) Json.parse(text, "test")));
  }

  @Test
  void anUnknownNameOrWordIsASentence() {
    var unknown = JsonObject.empty().with("name", "sepia");
    var e = assertThrows(FormatException.class, () -> Augmentations.codecs().read(unknown));
    assertEquals(
        "augmentation: expected one of "
            + String.join(", ", Augmentations.codecs().names())
            + ", found \"sepia\". Register its codec before.",
        e.getMessage());
    var border = JsonObject.empty().with("name", "random_crop").with("border", "pink");
    assertEquals(
        "augmentation random_crop, border: expected black or reflect, found \"pink\"."
            + " Give one of these.",
        assertThrows(FormatException.class, () -> Augmentations.codecs().read(border))
            .getMessage());
  }

  @Test
  void aLambdaChangesPicturesInItsTurn() {
    Augment negative =
        (picture, _) -> {
          byte[] pixels = picture.pixels().clone();
          for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
          }
          return new Picture(picture.shape(), pixels);
        };
    var picture = new Picture(new PictureShape(1, 1, 2), new byte[] {1, 2});
    var random = new CounterRandom(3, 1, 0);
    Augmentations mirroredNegative = Augmentations.of(new HorizontalFlip(1), negative);
    assertArrayEquals(new byte[] {~2, ~1}, mirroredNegative.apply(picture, random).pixels());
    assertArrayEquals(new byte[] {1, 2}, picture.pixels());
    assertEquals(
        "\"a function of fovea.data.augment.pipeline.AugmentationsTest\"",
        Json.write(Augmentations.codecs().write(negative)));
  }
}
