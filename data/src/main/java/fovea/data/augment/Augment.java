package fovea.data.augment;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;

/**
 * Data augmentation: a random change of a training picture that leaves its class as it is. An own
 * one is a record or a lambda; give it a codec if a file that names it shall be read back.
 *
 * <p>What it draws depends on {@code random} alone, and so on seed, epoch and picture: neither the
 * number of threads nor the order of pictures matters.
 */
@FunctionalInterface
public interface Augment {

  /**
   * A changed copy of a picture, maybe of another size. The given picture stays as it is, and is
   * returned where nothing changes.
   *
   * @param picture of bytes, {@code [c, h, w]}, 1 or 3 channels
   * @param random keyed by seed, epoch and index of the picture
   */
  Picture apply(Picture picture, CounterRandom random);

  /**
   * The same for a network whose input has a given size: what cuts out a part cuts it out at that
   * size, everything else need not know it.
   *
   * @param input dimensions of the pictures of bytes that the network takes; its channels do not
   *     matter
   */
  default Picture apply(Picture picture, CounterRandom random, PictureShape input) {
    return apply(picture, random);
  }
}
