package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Erases a square from every picture (DeVries and Taylor 2017). Its middle is any pixel, so that it
 * may lie partly beyond an edge.
 *
 * @param size its side in pixels, from 1 to 65535; by default 16, as for CIFAR-10
 * @param fill what takes its place; by default gray
 */
public record Cutout(int size, EraseFill fill) implements Augment {
  private static final String NAME = "cutout";

  /** Its name and fields in files. */
  public static final Codec<Cutout> CODEC =
      new Codec<>(
              NAME,
              Cutout.class,
              cutout ->
                  JsonObject.empty().with("size", cutout.size).with("fill", cutout.fill.toString()),
              json ->
                  new Cutout(
                      Math.toIntExact(json.integer("size")), EraseFill.of(json.string("fill"))))
          .usual(new Cutout());

  private static final int MOST = 65_535;

  /**
   * Checks the size.
   *
   * @throws DataException if it is not from 1 to 65535
   */
  public Cutout {
    AugmentChecks.whole(NAME, "a size", size, 1, MOST);
  }

  /** A gray square. */
  public Cutout(int size) {
    this(size, EraseFill.GRAY);
  }

  /** A gray square of 16 × 16 pixels. */
  public Cutout() {
    this(16);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    int row = random.nextInt(picture.shape().height());
    int column = random.nextInt(picture.shape().width());
    return new ErasedWindow(row - size / 2, column - size / 2, size, size)
        .erase(picture, fill, random);
  }
}
