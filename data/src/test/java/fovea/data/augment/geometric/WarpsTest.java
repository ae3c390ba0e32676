package fovea.data.augment.geometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WarpsTest {

  private static final List<Augment> ALL =
      List.of(
          new VerticalFlip(),
          new AlternatingFlip(),
          new Translate(0.3),
          new Rotate(40).border(Border.REFLECT),
          new Scale(0.5, 2),
          new Shear(30),
          new Perspective(0.5).probability(1),
          new Elastic(40, 3).border(Border.REFLECT),
          new ScaleJitter(50, 60),
          new RandomResizedCrop());

  @Test
  void dependOnSeedEpochAndPictureAlone() {
    Picture picture = noise(new PictureShape(3, 30, 41));
    byte[] before = picture.pixels().clone();
    var random = new CounterRandom(9, 9, 9);
    random.nextLong();
    for (Augment augment : ALL) {
      byte[] once = augment.apply(picture, new CounterRandom(1, 2, 3)).pixels();
      random.restart(1, 2, 3);
      assertArrayEquals(once, augment.apply(picture, random).pixels(), augment.toString());
      int different = 0;
      for (int index = 4; index < 12; index++) {
        random.restart(1, 2, index);
        different += Arrays.equals(once, augment.apply(picture, random).pixels()) ? 0 : 1;
      }
      assertNotEquals(0, different, augment.toString());
      assertArrayEquals(before, picture.pixels(), augment + " changed what it was given");
    }
  }

  @Test
  void arePrintedAndReadBack() {
    var all = new Augmentations(ALL);
    assertEquals(all, Augmentations.fromJson(all.toJson()));
    assertEquals(
        "[Rotate[degrees=15.0, border=reflect]]",
        Augmentations.of(new Rotate(15).border(Border.REFLECT)).toString());
  }

  @Test
  void nothingToDoLeavesPicturesAsTheyAre() {
    Picture picture = noise(new PictureShape(1, 9, 7));
    for (Border border : Border.values()) {
      for (Augment augment :
          List.of(
              new Rotate(0, border),
              new Scale(1, 1, border),
              new Shear(0, border),
              new Perspective(0, 1, border),
              new Elastic(0, 4, border),
              new Translate(0, border))) {
        byte[] same = augment.apply(picture, new CounterRandom(1, 2, 3)).pixels();
        assertArrayEquals(picture.pixels(), same, augment.toString());
      }
    }
  }

  @Test
  void picturesMayBeOnePixelWide() {
    for (PictureShape shape :
        List.of(new PictureShape(1, 1, 1), new PictureShape(3, 1, 9), new PictureShape(1, 9, 1))) {
      Picture picture = noise(shape);
      for (Augment augment : ALL) {
        for (int i = 0; i < 20; i++) {
          assertEquals(shape, augment.apply(picture, new CounterRandom(1, 2, i)).shape());
        }
      }
    }
  }

  @Test
  void reflectionGoesOnBeyondTheEdges() {
    var row = new Picture(new PictureShape(1, 1, 4), new byte[] {10, 20, 30, 40});
    // Reduced to a quarter about the middle: sources lie 4 apart, from -4.5 to 7.5.
    assertArrayEquals(new byte[] {25, 15, 35, 25}, Scale.scale(row, 0.25, Border.REFLECT).pixels());
    // The second one lies half a pixel beyond the first, which is still its own.
    assertArrayEquals(new byte[] {0, 10, 0, 0}, Scale.scale(row, 0.25, Border.BLACK).pixels());
  }

  @Test
  void flipsAlternateByEpoch() {
    Picture picture = noise(new PictureShape(1, 2, 5));
    byte[] mirrored = HorizontalFlip.flip(picture).pixels();
    int first = 0;
    for (int index = 0; index < 400; index++) {
      boolean[] flipped = new boolean[4];
      for (int epoch = 0; epoch < 4; epoch++) {
        byte[] result =
            new AlternatingFlip().apply(picture, new CounterRandom(7, epoch, index)).pixels();
        flipped[epoch] = Arrays.equals(mirrored, result);
      }
      assertEquals(flipped[0], flipped[2]);
      assertEquals(flipped[1], flipped[3]);
      assertNotEquals(flipped[0], flipped[1]);
      first += flipped[0] ? 1 : 0;
    }
    assertEquals(200, first, 40);
  }

  @Test
  void jitterGivesTheInputsSize() {
    Picture picture = noise(new PictureShape(3, 20, 30));
    var input = new PictureShape(3, 16, 16);
    for (int i = 0; i < 50; i++) {
      Picture part = new ScaleJitter(16, 40).apply(picture, new CounterRandom(1, 2, i), input);
      assertEquals(input, part.shape());
    }
    assertSentence(
        "scale_jitter: expected pictures of at least 16 × 16 after it, found 12 × 18."
            + " Give a larger smallest short side.",
        () -> new ScaleJitter(12, 12).apply(picture, new CounterRandom(1, 2, 3), input));
  }

  @Test
  void wrongNumbersAreSentences() {
    assertSentence(
        "rotate: expected degrees from 0 to 180, found 181. Give another one.",
        () -> new Rotate(181));
    assertSentence(
        "rotate: expected degrees from 0 to 180, found NaN. Give another one.",
        () -> new Rotate(Double.NaN));
    assertSentence(
        "scale: expected a largest factor from 1.5 to 10, found 0.5. Give another one.",
        () -> new Scale(1.5, 0.5));
    assertSentence(
        "shear: expected degrees from 0 to 60, found 90. Give another one.", () -> new Shear(90));
    assertSentence(
        "translate: expected a share from 0 to 1, found -0.1. Give another one.",
        () -> new Translate(-0.1));
    assertSentence(
        "perspective: expected a distortion from 0 to 0.9, found 1. Give another one.",
        () -> new Perspective(1));
    assertSentence(
        "elastic: expected a sigma from 1 to 1000, found 0. Give another one.",
        () -> new Elastic(34, 0));
    assertSentence(
        "scale_jitter: expected a largest short side from 480 to 4096, found 256."
            + " Give another one.",
        () -> new ScaleJitter(480, 256));
  }

  private static void assertSentence(String expected, Executable wrong) {
    assertEquals(expected, assertThrows(DataException.class, wrong).getMessage());
  }

  private static Picture noise(PictureShape shape) {
    var picture = new Picture(shape);
    var random = new CounterRandom(5, 0, 0);
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = (byte) random.nextLong();
    }
    return picture;
  }
}
