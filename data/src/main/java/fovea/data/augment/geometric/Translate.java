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
 * Moves pictures by whole pixels, each way at random.
 *
 * @param share of width and height by which they are moved at most, from 0 to 1; by default 0.1
 * @param border what comes in from beyond the edges, by default black
 */
public record Translate(double share, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<Translate> CODEC =
      new Codec<>(
          "translate",
          Translate.class,
          it -> JsonObject.empty().with("share", it.share).with("border", it.border.toString()),
          json ->
              new Translate(json.real("share", 0.1), Border.of(json.string("border", "black"))));

  /**
   * Checks the numbers.
   *
   * @throws fovea.data.pixels.DataException if it is not from 0 to 1
   */
  public Translate {
    AugmentChecks.between(CODEC.name(), "a share", share, 0, 1);
  }

  /** Over black. */
  public Translate(double share) {
    this(share, Border.BLACK);
  }

  /** With another border. */
  public Translate border(Border border) {
    return new Translate(share, border);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    int right = pixels(random, picture.shape().width());
    int down = pixels(random, picture.shape().height());
    return translate(picture, right, down, border);
  }

  private int pixels(CounterRandom random, int length) {
    return (int) Math.rint(random.uniform(-share, share) * length);
  }

  /** A picture moved by so many pixels, to the right and downwards. */
  public static Picture translate(Picture picture, int right, int down, Border border) {
    PictureShape shape = picture.shape();
    return border.part(picture, -down, -right, shape.height(), shape.width());
  }
}
