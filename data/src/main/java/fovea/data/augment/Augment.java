package fovea.data.augment;

import fovea.data.pixels.PictureShape;
import fovea.format.Codecs;

/**
 * Data augmentation: a random change of a training picture that leaves its class as it is. An own
 * one is a record or a lambda; give it a codec if a file that names it shall be read back.
 */
@FunctionalInterface
public interface Augment {

  /**
   * Writes a changed copy of a picture of bytes, {@code [c, h, w]}, of the same shape.
   *
   * @param from the picture
   * @param to receives the copy; another array than {@code from}
   * @param shape of both
   * @param random keyed by seed, epoch and index of the picture
   */
  void apply(byte[] from, byte[] to, PictureShape shape, CounterRandom random);

  /** The codecs of augmentations, by which runs name them; an own one may be registered. */
  static Codecs<Augment> codecs() {
    return AugmentCodecs.ALL;
  }
}
