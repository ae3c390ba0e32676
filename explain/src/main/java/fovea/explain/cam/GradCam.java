package fovea.explain.cam;

import fovea.graph.Axes;
import fovea.graph.Tensor;

/**
 * Grad-CAM (Selvaraju et al. 2017): each map is weighted by the mean of its gradient. In a network
 * that ends in global average pooling and a linear layer, it is {@link Cam} divided by the number
 * of places.
 *
 * @param options which layer, and whether what speaks against the class is kept
 */
public record GradCam(CamOptions options) implements GradientCam {

  /** At the last convolution, what speaks for the class only. */
  public GradCam() {
    this(new CamOptions());
  }

  @Override
  public GradCam options(CamOptions options) {
    return new GradCam(options);
  }

  @Override
  public String name() {
    return "grad-cam";
  }

  @Override
  public Tensor weighted(Tensor maps, Tensor gradient) {
    return maps.mul(gradient.mean(Axes.of(2, 3).keep()));
  }
}
