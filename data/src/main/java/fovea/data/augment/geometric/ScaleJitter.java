package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.CropBox;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Resize;
import fovea.data.resize.Scaling;
import fovea.format.Codec;
import fovea.format.JsonObject;
import java.util.Locale;

/**
 * Scales the short side of a photo to a random length and cuts out a part of the size of the
 * network's input at random (Simonyan and Zisserman 2014).
 *
 * @param smallest length of the short side in pixels, by default 256
 * @param largest length of the short side, by default 480
 */
public record ScaleJitter(int smallest, int largest) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<ScaleJitter> CODEC =
      new Codec<>(
          "scale_jitter",
          ScaleJitter.class,
          jitter ->
              JsonObject.empty().with("smallest", jitter.smallest).with("largest", jitter.largest),
          json ->
              new ScaleJitter(
                  Math.toIntExact(json.integer("smallest", 256)),
                  Math.toIntExact(json.integer("largest", 480))));

  private static final int MOST = 4_096;

  /**
   * Checks the lengths.
   *
   * @throws DataException if they are not from 1 to 4096, the smallest first
   */
  public ScaleJitter {
    AugmentChecks.between(CODEC.name(), "a smallest short side", smallest, 1, MOST);
    AugmentChecks.between(CODEC.name(), "a largest short side", largest, smallest, MOST);
  }

  /** From 256 to 480, for an input of 224. */
  public ScaleJitter() {
    this(256, 480);
  }

  /** Cuts out a part of the size of the picture. */
  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return apply(picture, random, picture.shape());
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException if the picture is smaller than the input after it
   */
  @Override
  public Picture apply(Picture picture, CounterRandom random, PictureShape input) {
    var scaling = new Scaling(smallest + random.nextInt(largest - smallest + 1));
    PictureShape scaled = scaling.apply(picture.shape());
    int down = scaled.height() - input.height();
    int right = scaled.width() - input.width();
    if (down < 0 || right < 0) {
      throw new DataException(
          CODEC.name(),
          String.format(
              Locale.ROOT,
              "expected pictures of at least %d × %d after it, found %d × %d",
              input.height(),
              input.width(),
              scaled.height(),
              scaled.width()),
          "Give a larger smallest short side");
    }
    var box =
        new CropBox(
            random.nextInt(down + 1), random.nextInt(right + 1), input.height(), input.width());
    return Resize.scaleAndCrop(picture, scaling, box);
  }
}
