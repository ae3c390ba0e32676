package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Adds a border and cuts out a part of the size of the network's input at random. A picture that
 * has this size already is moved by up to {@code padding} pixels each way; one that is smaller even
 * with its border stands in the middle of a wider one.
 *
 * @param padding width of the border in pixels, by default 4 as is customary for CIFAR; 0 for
 *     photos at their own size
 * @param border what it consists of, by default black
 */
public record RandomCrop(int padding, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<RandomCrop> CODEC =
      new Codec<>(
          "random_crop",
          RandomCrop.class,
          crop ->
              JsonObject.empty()
                  .with("padding", crop.padding)
                  .with("border", crop.border.toString()),
          json ->
              new RandomCrop(
                  Math.toIntExact(json.integer("padding", 4)),
                  Border.of(json.string("border", "black"))));

  private static final int MOST = 1_024;

  /**
   * Checks the width.
   *
   * @throws fovea.data.pixels.DataException if it is not from 0 to 1024
   */
  public RandomCrop {
    AugmentChecks.between(CODEC.name(), "a padding", padding, 0, MOST);
  }

  /** With a black border. */
  public RandomCrop(int padding) {
    this(padding, Border.BLACK);
  }

  /** With another border. */
  public RandomCrop border(Border border) {
    return new RandomCrop(padding, border);
  }

  /** Moves the picture. */
  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    return apply(picture, random, picture.shape());
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random, PictureShape input) {
    PictureShape shape = picture.shape();
    int left = start(shape.width(), input.width(), random);
    int top = start(shape.height(), input.height(), random);
    return border.part(picture, top, left, input.height(), input.width());
  }

  private int start(int length, int wanted, CounterRandom random) {
    int excess = length + 2 * padding - wanted;
    return excess < 0
        ? (length - wanted) / 2
        : length + padding - wanted - random.nextInt(excess + 1);
  }
}
