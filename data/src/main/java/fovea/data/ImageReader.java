package fovea.data;

import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;

/** Reads the input of prepared pictures; has scratch memory of its own, for one thread. */
final class ImageReader {
  private final PreparedPictures set;
  private final PixelNormalizer normalizer;
  private final byte[] picture;
  private final MemorySegment pictureSegment;

  ImageReader(PreparedPictures set) {
    this.set = set;
    this.normalizer = set.preprocessing().normalizer();
    this.picture = new byte[set.pictures().shape().values()];
    this.pictureSegment = MemorySegment.ofArray(picture);
  }

  /** Writes the picture, changed at random if that is wanted. */
  void read(int index, CounterRandom random, BatchRow row) {
    normalizer.apply(pixels(index, random), row.memory(PreparedPictures.IMAGE), 0);
  }

  private byte[] pixels(int index, CounterRandom random) {
    if (set.augments().isEmpty()) {
      set.pictures().copyPicture(index, pictureSegment, 0);
      return picture;
    }
    Picture whole = set.pictures().wholePicture(index);
    Picture changed = set.augments().apply(whole, random, set.preprocessing().picture());
    return set.preprocessing().geometry().fit(changed).pixels();
  }
}
