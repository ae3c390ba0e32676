package fovea.data.augment.geometric;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.internal.AugmentChecks;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;
import fovea.data.warp.SplineField;
import fovea.format.Codec;
import fovea.format.JsonObject;

/**
 * Bends pictures by a smooth random displacement (Simard et al. 2003): as if random moves of each
 * pixel by up to {@code alpha} each way were blurred by a Gaussian of deviation {@code sigma}. The
 * displacement is made of cubic B-splines of the same deviation and strength instead, which takes a
 * small part of the time: pixels move by about 0.16 {@code alpha / sigma} each way.
 *
 * @param alpha strength in pixels, from 0 to 10,000; by default 34
 * @param sigma smoothness in pixels, from 1 to 1,000; by default 4: alpha 34 and sigma 4 are those
 *     of the paper, for digits of 28 × 28
 * @param border what comes in from beyond the edges, by default black
 */
public record Elastic(double alpha, double sigma, Border border) implements Augment {

  /** Its name and fields in files. */
  public static final Codec<Elastic> CODEC =
      new Codec<>(
          "elastic",
          Elastic.class,
          it ->
              JsonObject.empty()
                  .with("alpha", it.alpha)
                  .with("sigma", it.sigma)
                  .with("border", it.border.toString()),
          json ->
              new Elastic(
                  json.real("alpha", 34),
                  json.real("sigma", 4),
                  Border.of(json.string("border", "black"))));

  /** A cubic B-spline is four uniform ones, each of variance 1/12, one after the other. */
  private static final double CELLS_PER_SIGMA = Math.sqrt(12 / 4.0);

  /** Sum over the squared values of a cubic B-spline, on average; the same for both axes. */
  private static final double SPLINE_POWER = 151 / 315.0;

  /**
   * Checks the numbers.
   *
   * @throws fovea.data.pixels.DataException if one is out of its range
   */
  public Elastic {
    AugmentChecks.between(CODEC.name(), "an alpha", alpha, 0, 10_000);
    AugmentChecks.between(CODEC.name(), "a sigma", sigma, 1, 1_000);
  }

  /** Over black. */
  public Elastic(double alpha, double sigma) {
    this(alpha, sigma, Border.BLACK);
  }

  /** As in the paper, for digits of 28 × 28. */
  public Elastic() {
    this(34, 4);
  }

  /** With another border. */
  public Elastic border(Border border) {
    return new Elastic(alpha, sigma, border);
  }

  @Override
  public Picture apply(Picture picture, CounterRandom random) {
    PictureShape shape = picture.shape();
    var field = new SplineField(cells(shape.width()), cells(shape.height()));
    field.draw(random, strength());
    return field.over(shape.width(), shape.height()).apply(picture, border);
  }

  private int cells(int length) {
    return (int) Math.max(1, Math.rint(length / (sigma * CELLS_PER_SIGMA)));
  }

  /** How far knots move at most, so that pixels move as far as by the blurred noise on average. */
  private double strength() {
    double blurredNoise = 1 / (2 * Math.sqrt(Math.PI) * sigma);
    return alpha * blurredNoise / SPLINE_POWER;
  }
}
