package fovea.data.augment.photometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {

  @Test
  void numbersAreGaussian() {
    var numbers = new float[400_003];
    NormalTable.fill(numbers, new CounterRandom(1, 2, 3));
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    int within = 0;
    for (float number : numbers) {
      sum += number;
      squares += number * number;
      fourth += Math.pow(number, 4);
      within += Math.abs(number) < 1 ? 1 : 0;
    }
    int n = numbers.length;
    assertEquals(0, sum / n, 0.01);
    assertEquals(1, squares / n, 0.01);
    assertEquals(3, fourth / n, 0.06);
    assertEquals(0.6827, (double) within / n, 0.005);
  }

  @Test
  void noiseHasTheDeviationThatIsAskedFor() {
    var gray = new Picture(new PictureShape(1, 200, 200));
    Arrays.fill(gray.pixels(), (byte) 128);
    Picture noisy = TestPictures.draw(new GaussianNoise(0.05), gray, 1);
    double squares = 0;
    for (byte level : noisy.pixels()) {
      squares += Math.pow((level & 0xFF) - 128, 2);
    }
    assertEquals(128, TestPictures.mean(noisy), 0.3);
    assertEquals(0.05 * 255, Math.sqrt(squares / 40_000), 0.2);
  }

  @Test
  void levelsEndAtBlackAndWhite() {
    var picture = new Picture(new PictureShape(1, 1, 4), new byte[] {10, 10, (byte) 250, 3});
    float[] noise = {-1, 0.1f, 0.5f, 0};
    assertArrayEquals(
        new byte[] {0, 36, (byte) 255, 3}, GaussianNoise.add(picture, noise).pixels());
  }
}
