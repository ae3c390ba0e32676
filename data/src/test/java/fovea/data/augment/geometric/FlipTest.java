package fovea.data.augment.geometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import org.junit.jupiter.api.Test;

class FlipTest {

  private static final Picture PICTURE =
      new Picture(new PictureShape(2, 2, 3), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  private static final byte[] MIRRORED = {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10};

  @Test
  void flipsAboutHalfOfThePictures() {
    int flipped = 0;
    for (int i = 0; i < 1_000; i++) {
      Picture result = new HorizontalFlip().apply(PICTURE, new CounterRandom(3, 1, i));
      boolean mirrored = result.at(0, 0, 0) == 3;
      assertArrayEquals(mirrored ? MIRRORED : PICTURE.pixels(), result.pixels());
      flipped += mirrored ? 1 : 0;
    }
    assertEquals(500, flipped, 60);
  }

  @Test
  void aProbabilityOutOfRangeIsASentence() {
    assertEquals(
        "horizontal_flip: expected a probability from 0 to 1, found 1.5. Give another one.",
        assertThrows(DataException.class, () -> new HorizontalFlip(1.5)).getMessage());
  }
}
