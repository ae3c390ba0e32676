package fovea.data.augment.geometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CropTest {

  private static final Picture PICTURE =
      new Picture(new PictureShape(2, 2, 3), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

  @Test
  void cropsMoveThePictureOverBlack() {
    var seen = new HashSet<List<Integer>>();
    for (int i = 0; i < 2_000; i++) {
      seen.add(offset(new RandomCrop(4).apply(PICTURE, random(i))));
    }
    // Moves by 2 rows or 3 columns and more leave nothing of so small a picture.
    for (int down = -1; down <= 1; down++) {
      for (int right = -2; right <= 2; right++) {
        assertTrue(seen.contains(List.of(down, right)), "by " + down + ", " + right);
      }
    }
    assertArrayEquals(PICTURE.pixels(), new RandomCrop(0).apply(PICTURE, random(1)).pixels());
  }

  /** By how much the picture was moved, found by trying; checks all pixels on the way. */
  private static List<Integer> offset(Picture moved) {
    for (int down = -4; down <= 4; down++) {
      for (int right = -4; right <= 4; right++) {
        if (Arrays.equals(moved.pixels(), move(down, right))) {
          return List.of(down, right);
        }
      }
    }
    throw new AssertionError("no crop: " + Arrays.toString(moved.pixels()));
  }

  private static byte[] move(int down, int right) {
    var moved = new byte[12];
    for (int i = 0; i < moved.length; i++) {
      int row = i / 3 % 2 - down;
      int column = i % 3 - right;
      if (row >= 0 && row < 2 && column >= 0 && column < 3) {
        moved[i] = PICTURE.pixels()[i / 6 * 6 + row * 3 + column];
      }
    }
    return moved;
  }

  @Test
  void aBorderMayReflect() {
    var row = new Picture(new PictureShape(1, 1, 4), new byte[] {1, 2, 3, 4});
    assertArrayEquals(
        new byte[] {4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2},
        Border.REFLECT.part(row, 0, -3, 1, 11).pixels());
    assertArrayEquals(
        new byte[] {0, 0, 1, 2, 3, 4, 0, 0}, Border.BLACK.part(row, 0, -2, 1, 8).pixels());
    assertArrayEquals(new byte[] {0, 0}, Border.BLACK.part(row, 0, 9, 1, 2).pixels());
    assertArrayEquals(new byte[] {4, 3}, Border.REFLECT.part(row, 5, 9, 1, 2).pixels());
  }

  @Test
  void partsOfLargePicturesHaveTheSizeOfTheInput() {
    var ramp = ramp();
    var input = new PictureShape(1, 8, 10);
    var starts = new HashSet<Integer>();
    for (int i = 0; i < 1_000; i++) {
      Picture part = new RandomCrop(0).apply(ramp, random(i), input);
      assertEquals(input, part.shape());
      starts.add(part.at(0, 0, 0));
      assertEquals(part.at(0, 0, 0) + 9, part.at(0, 7, 9));
    }
    assertEquals(51, starts.size());
  }

  @Test
  void resizedCropsHaveTheSizeOfTheInputAndShowAPart() {
    Picture ramp = ramp();
    var spans = new HashSet<Integer>();
    for (int i = 0; i < 200; i++) {
      Picture result = new RandomResizedCrop(0.2).apply(ramp, random(i));
      int span = result.at(0, 0, 59) - result.at(0, 0, 0);
      // A fifth of the area at 3:4 is 19 columns wide.
      assertTrue(span >= 17 && span <= 59, "seed 3, picture " + i + ": " + span);
      spans.add(span);
      byte[] pixels = result.pixels();
      assertArrayEquals(Arrays.copyOf(pixels, 60), Arrays.copyOfRange(pixels, 2340, 2400));
      var input = new PictureShape(1, 8, 10);
      assertEquals(input, new RandomResizedCrop().apply(ramp, random(i), input).shape());
    }
    assertTrue(spans.size() > 20, spans.toString());
  }

  @Test
  void wrongNumbersAreSentences() {
    assertEquals(
        "random_crop: expected a padding from 0 to 1024, found -1. Give another one.",
        assertThrows(DataException.class, () -> new RandomCrop(-1)).getMessage());
    assertEquals(
        "random_resized_crop: expected a share above 0 and at most 1, found 0. Give another one.",
        assertThrows(DataException.class, () -> new RandomResizedCrop(0)).getMessage());
  }

  /** Brightness is the column: what is seen is a stretch of increasing values. */
  private static Picture ramp() {
    var ramp = new Picture(new PictureShape(1, 40, 60));
    for (int i = 0; i < 2400; i++) {
      ramp.pixels()[i] = (byte) (i % 60);
    }
    return ramp;
  }

  private static CounterRandom random(int index) {
    return new CounterRandom(3, 1, index);
  }
}
