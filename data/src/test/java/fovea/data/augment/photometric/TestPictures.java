package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;

/** Pictures for tests, the same ones each time. */
final class TestPictures {
  static final long SEED = 20;

  private TestPictures() {}

  /** Noise of levels from 40 to 199. */
  static Picture noise(int channels, int height, int width) {
    var picture = new Picture(new PictureShape(channels, height, width));
    var random = new CounterRandom(SEED, 0, 0);
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = (byte) (40 + random.nextInt(160));
    }
    return picture;
  }

  /** The picture of one epoch. */
  static Picture draw(Augment augment, Picture picture, int epoch) {
    return augment.apply(picture, new CounterRandom(SEED, epoch, 3));
  }

  static double mean(Picture picture) {
    double sum = 0;
    for (byte level : picture.pixels()) {
      sum += level & 0xFF;
    }
    return sum / picture.pixels().length;
  }
}
