package fovea.data.augment.photometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.FormatException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErasingTest {

  @Test
  void aWindowMayReachBeyondTheEdges() {
    var picture = new Picture(new PictureShape(1, 2, 3), new byte[] {1, 2, 3, 4, 5, 6});
    var random = new CounterRandom(1, 1, 1);
    Picture corner = new ErasedWindow(-4, 1, 5, 9).erase(picture, EraseFill.BLACK, random);
    assertArrayEquals(new byte[] {1, 0, 0, 4, 5, 6}, corner.pixels());
    Picture outside = new ErasedWindow(2, 3, 4, 4).erase(picture, EraseFill.BLACK, random);
    assertArrayEquals(picture.pixels(), outside.pixels());
    Picture column = new ErasedWindow(0, 0, 2, 1).erase(picture, EraseFill.GRAY, random);
    assertArrayEquals(new byte[] {-128, 2, 3, -128, 5, 6}, column.pixels());
  }

  @Test
  void erasedPartsHaveTheSizeAndPlaceThatIsAskedFor() {
    var white = white(3, 40, 50);
    Set<Integer> firsts = new HashSet<>();
    for (int epoch = 0; epoch < 200; epoch++) {
      var erasing = new RandomErasing(1, 0.1, 0.2, EraseFill.BLACK);
      byte[] pixels = TestPictures.draw(erasing, white, epoch).pixels();
      int erased = 0;
      int first = -1;
      for (int i = 0; i < 2_000; i++) {
        assertEquals(pixels[i], pixels[2_000 + i], "all channels alike");
        erased += pixels[i] == 0 ? 1 : 0;
        first = first < 0 && pixels[i] == 0 ? i : first;
      }
      assertTrue(erased > 170 && erased < 430, "seed 20, epoch " + epoch + ": " + erased);
      firsts.add(first);
    }
    assertTrue(firsts.size() > 150, firsts::toString);
  }

  @Test
  void cutoutsLieAnywhereAndMayBeCutOff() {
    var white = white(1, 20, 20);
    Set<Integer> sizes = new HashSet<>();
    for (int epoch = 0; epoch < 300; epoch++) {
      byte[] pixels = TestPictures.draw(new Cutout(6, EraseFill.BLACK), white, epoch).pixels();
      int erased = 0;
      for (byte pixel : pixels) {
        erased += pixel == 0 ? 1 : 0;
      }
      sizes.add(erased);
    }
    assertTrue(sizes.contains(36) && sizes.contains(18), sizes::toString);
    assertTrue(sizes.stream().allMatch(size -> size >= 9 && size <= 36), sizes::toString);
  }

  @Test
  void noiseFillsEveryByte() {
    Picture noisy =
        TestPictures.draw(new RandomErasing(1, 1, 1, EraseFill.NOISE), white(3, 30, 30), 1);
    Set<Byte> levels = new HashSet<>();
    for (byte pixel : noisy.pixels()) {
      levels.add(pixel);
    }
    assertTrue(levels.size() > 230, "of 2700 bytes: " + levels.size() + " levels");
  }

  @Test
  void anUnknownFillIsASentence() {
    var e = assertThrows(FormatException.class, () -> EraseFill.of("pink"));
    assertEquals(
        "fill: expected black, gray or noise, found \"pink\". Give one of these.", e.getMessage());
  }

  private static Picture white(int channels, int height, int width) {
    var white = new Picture(new PictureShape(channels, height, width));
    Arrays.fill(white.pixels(), (byte) 255);
    return white;
  }
}
