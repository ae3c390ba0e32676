package fovea.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.data.pixels.PictureShape;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentTest {

  private static final PictureShape SHAPE = new PictureShape(2, 2, 3);
  private static final byte[] PICTURE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  private static final byte[] MIRRORED = {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10};

  @Test
  void flipsAboutHalfOfThePictures() {
    int flipped = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] result = apply(new HorizontalFlip(), i);
      boolean mirrored = result[0] == 3;
      assertArrayEquals(mirrored ? MIRRORED : PICTURE, result);
      flipped += mirrored ? 1 : 0;
    }
    assertEquals(500, flipped, 60);
  }

  @Test
  void cropsMoveThePictureOverBlack() {
    var seen = new HashSet<List<Integer>>();
    for (int i = 0; i < 2_000; i++) {
      byte[] result = apply(new RandomCrop(4), i);
      seen.add(offset(result));
    }
    // Moves by 2 rows or 3 columns and more leave nothing of so small a picture.
    for (int down = -1; down <= 1; down++) {
      for (int right = -2; right <= 2; right++) {
        assertTrue(seen.contains(List.of(down, right)), "by " + down + ", " + right);
      }
    }
    assertArrayEquals(PICTURE, apply(new RandomCrop(0), 1));
    assertThrows(DataException.class, () -> new RandomCrop(-1));
  }

  /** By how much the picture was moved, found by trying; checks all pixels on the way. */
  private static List<Integer> offset(byte[] moved) {
    for (int down = -4; down <= 4; down++) {
      for (int right = -4; right <= 4; right++) {
        if (Arrays.equals(moved, move(down, right))) {
          return List.of(down, right);
        }
      }
    }
    throw new AssertionError("no crop: " + Arrays.toString(moved));
  }

  private static byte[] move(int down, int right) {
    var moved = new byte[PICTURE.length];
    for (int i = 0; i < moved.length; i++) {
      int row = i / 3 % 2 - down;
      int column = i % 3 - right;
      if (row >= 0 && row < 2 && column >= 0 && column < 3) {
        moved[i] = PICTURE[i / 6 * 6 + row * 3 + column];
      }
    }
    return moved;
  }

  @Test
  void resizedCropsKeepTheSizeAndShowAPart() {
    var shape = new PictureShape(1, 40, 60);
    var from = new byte[2400];
    // Brightness is the column: what is seen is a stretch of increasing values.
    for (int i = 0; i < from.length; i++) {
      from[i] = (byte) (i % 60);
    }
    var spans = new HashSet<Integer>();
    for (int i = 0; i < 200; i++) {
      var to = new byte[2400];
      new RandomResizedCrop(0.2).apply(from, to, shape, new CounterRandom(3, 1, i));
      int span = to[59] - to[0];
      // A fifth of the area at 3:4 is 19 columns wide.
      assertTrue(span >= 17 && span <= 59, "seed 3, picture " + i + ": " + span);
      spans.add(span);
      assertArrayEquals(Arrays.copyOf(to, 60), Arrays.copyOfRange(to, 2340, 2400));
    }
    assertTrue(spans.size() > 20, spans.toString());
    assertThrows(DataException.class, () -> new RandomResizedCrop(0));
  }

  @Test
  void isRecordedByName() {
    List<Augment> resized = List.of(new RandomResizedCrop(0.25));
    assertEquals(resized, Augment.codecs().readAll(Augment.codecs().writeAll(resized)));
    List<Augment> augments = List.of(new RandomCrop(4), new HorizontalFlip());
    String text = Json.write(Augment.codecs().writeAll(augments));
    assertEquals("[{\"name\":\"random_crop\",\"padding\":4},{\"name\":\"horizontal_flip\"}]", text);
    assertEquals(augments, Augment.codecs().readAll((JsonArray) Json.parse(text, "test")));
  }

  @Test
  void anUnknownNameIsASentence() {
    var unknown = JsonObject.empty().with("name", "sepia");
    var e = assertThrows(FormatException.class, () -> Augment.codecs().read(unknown));
    assertEquals(
        "augmentation: expected one of horizontal_flip, random_crop, random_resized_crop,"
            + " found \"sepia\". Register its codec before.",
        e.getMessage());
  }

  @Test
  void aLambdaChangesPictures() {
    Augment negative =
        (from, to, _, _) -> {
          for (int i = 0; i < from.length; i++) {
            to[i] = (byte) ~from[i];
          }
        };
    assertEquals((byte) ~PICTURE[3], apply(negative, 0)[3]);
    assertEquals(
        "\"a function of fovea.data.augment.AugmentTest\"",
        Json.write(Augment.codecs().write(negative)));
  }

  private static byte[] apply(Augment augment, int index) {
    var result = new byte[PICTURE.length];
    Arrays.fill(result, (byte) 99);
    augment.apply(PICTURE, result, SHAPE, new CounterRandom(3, 1, index));
    return result;
  }
}
