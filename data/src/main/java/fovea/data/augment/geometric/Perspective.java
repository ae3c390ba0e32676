package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;
import fovea.data.warp.Homography;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Shows pictures as if seen from another side: each corner moves inwards at random.
 *
 * @param distortion how far corners move at most, as a share of half of the picture's sides, from 0
 *     to 0.9; by default 0.5
 * @param probability of being changed, from 0 to 1; by default 0.5
 * @param border what comes in from beyond the edges, by default black
 */
public record Perspective(double distortion, double probability, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<Perspective> CODEC =
      new Codec<>(
          "perspective",
          Perspective.class,
          it ->
              JsonObject.empty()
                  .with("distortion", it.distortion)
                  .with("probability", it.probability)
                  .with("border", it.border.toString()),
          json ->
              new Perspective(
                  json.real("distortion", 0.5),
                  json.real("probability", 0.5),
                  Border.of(json.string("border", "black"))));

  /**
   * Checks the numbers.
   *
   * @throws fovea.data.pixels.DataException if one is out of its range
   */
  public Perspective {
    AugmentChecks.between(CODEC.name(), "a distortion", distortion, 0, 0.9);
    AugmentChecks.probability(CODEC.name(), probability);
  }

  /** Every other picture, over black. */
  public Perspective(double distortion) {
    this(distortion, 0.5, Border.BLACK);
  }

  /** With another probability of being changed. */
  public Perspective probability(double probability) {
    return new Perspective(distortion, probability, border);
  }

  /** With another border. */
  public Perspective border(Border border) {
    return new Perspective(distortion, probability, border);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    if (random.nextDouble() < 1 - probability) {
      return picture;
    }
    double width = picture.shape().width();
    double height = picture.shape().height();
    double[] corners = {0, 0, width, 0, width, height, 0, height};
    for (int i = 0; i < corners.length; i++) {
      double length = i % 2 == 0 ? width : height;
      double inwards = corners[i] == 0 ? 1 : -1;
      corners[i] += inwards * random.uniform(0, distortion) * length / 2;
    }
    return move(picture, corners, border);
  }

  /**
   * A picture whose corners are moved, in pixels from its upper left one.
   *
   * @param corners where they come to lie, {@code x} and {@code y} of each: upper left, upper
   *     right, lower right, lower left; a convex quadrangle
   */
  public static Picture move(Picture picture, double[] corners, Border border) {
    PictureShape shape = picture.shape();
    return Homography.ofCorners(shape.width(), shape.height(), corners).apply(picture, border);
  }
}
