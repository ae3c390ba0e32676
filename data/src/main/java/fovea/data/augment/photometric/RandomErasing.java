package fovea.data.augment.photometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Erases a rectangle of random size, proportions, from 3:10 to 10:3, and place from some pictures
 * (Zhong et al. 2017).
 *
 * @param probability that a picture is changed, from 0 to 1; by default 0.5
 * @param smallest share of the picture's area that is erased at least, above 0; by default 0.02
 * @param largest share that is erased at most, up to 1; by default 0.33
 * @param fill what takes its place; by default noise
 */
public record RandomErasing(double probability, double smallest, double largest, EraseFill fill)
    implements Augment {
  private static final String NAME = "random_erasing";

  /** Its name and fields in files. */
  public static final Codec<RandomErasing> CODEC =
      new Codec<>(
              NAME,
              RandomErasing.class,
              erasing ->
                  JsonObject.empty()
                      .with("probability", erasing.probability)
                      .with("smallest", erasing.smallest)
                      .with("largest", erasing.largest)
                      .with("fill", erasing.fill.toString()),
              json ->
                  new RandomErasing(
                      json.real("probability"),
                      json.real("smallest"),
                      json.real("largest"),
                      EraseFill.of(json.string("fill"))))
          .usual(new RandomErasing());

  private static final double PROPORTIONS = 10.0 / 3;
  private static final int TRIES = 10;

  /**
   * Checks the numbers.
   *
   * @throws DataException if one is not from 0 to 1, or the smallest share is above the largest
   */
  public RandomErasing {
    AugmentChecks.probability(NAME, probability);
    AugmentChecks.between(NAME, "a largest share", largest, 0, 1);
    AugmentChecks.between(NAME, "a smallest share", smallest, 0, 1);
    AugmentChecks.ordered(NAME, "share", smallest, largest);
  }

  /** From every other picture, 2 to 33 % of the area, filled with noise. */
  public RandomErasing() {
    this(0.5, 0.02, 0.33, EraseFill.NOISE);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    if (random.nextDouble() >= probability) {
      return picture;
    }
    PictureShape shape = picture.shape();
    for (int i = 0; i < TRIES; i++) {
      double area = shape.pixels() * random.uniform(smallest, largest);
      double stretch = StrictMath.pow(PROPORTIONS, random.uniform(-1, 1));
      int height = (int) Math.rint(Math.sqrt(area * stretch));
      int width = (int) Math.rint(Math.sqrt(area / stretch));
      if (height <= shape.height() && width <= shape.width()) {
        int top = random.nextInt(shape.height() - height + 1);
        int left = random.nextInt(shape.width() - width + 1);
        return new ErasedWindow(top, left, height, width).erase(picture, fill, random);
      }
    }
    return picture;
  }
}
