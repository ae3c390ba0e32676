package fovea.explain.cam;

import fovea.graph.Axes;
import fovea.graph.Tensor;

/**
 * Grad-CAM++ (Chattopadhay et al. 2018): each map is weighted by the sum of its positive gradients
 * {@code g}, each times {@code a = g² / (2 g² + sum(map) g³ + 1e-6)}. That is what equation 19 of
 * the paper comes to for the exponential of the score, whose higher derivatives are powers of
 * {@code g}; the common factor of the exponential is left out. A denominator of 0 counts as 1.
 *
 * @param options which layer, and whether what speaks against the class is kept
 */
public record GradCamPlusPlus(CamOptions options) implements GradientCam {
  private static final double EPSILON = 1e-6;

  /** At the last convolution, what speaks for the class only. */
  public GradCamPlusPlus() {
    this(new CamOptions());
  }

  @Override
  public GradCamPlusPlus options(CamOptions options) {
    return new GradCamPlusPlus(options);
  }

  @Override
  public String name() {
    return "grad-cam++";
  }

  @Override
  public Tensor weighted(Tensor maps, Tensor gradient) {
    Axes places = Axes.of(2, 3).keep();
    Tensor square = gradient.mul(gradient);
    Tensor cube = square.mul(gradient);
    Tensor denominator = square.mul(2).add(maps.sum(places).mul(cube)).add(EPSILON);
    Tensor alpha = square.div(denominator.add(denominator.equal(0)));
    return maps.mul(alpha.mul(gradient.relu()).sum(places));
  }
}
