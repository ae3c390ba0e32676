package fovea.explain.cam;

import fovea.graph.Tensor;

/**
 * Layer-CAM (Jiang et al. 2021): each place of each map is weighted by the gradient there if that
 * is positive. It gives finer maps at earlier layers than Grad-CAM.
 *
 * @param options which layer, and whether what speaks against the class is kept
 */
public record LayerCam(CamOptions options) implements GradientCam {

  /** At the last convolution, what speaks for the class only. */
  public LayerCam() {
    this(new CamOptions());
  }

  @Override
  public LayerCam options(CamOptions options) {
    return new LayerCam(options);
  }

  @Override
  public String name() {
    return "layer-cam";
  }

  @Override
  public Tensor weighted(Tensor maps, Tensor gradient) {
    return maps.mul(gradient.relu());
  }
}
