package fovea.explain.cam;

import fovea.graph.Tensor;

/**
 * HiRes-CAM (Draelos &amp; Carin 2020): each place of each map is weighted by the gradient there,
 * so that no place is shown that the network has not used.
 *
 * @param options which layer, and whether what speaks against the class is kept
 */
public record HiResCam(CamOptions options) implements GradientCam {

  /** At the last convolution, what speaks for the class only. */
  public HiResCam() {
    this(new CamOptions());
  }

  @Override
  public HiResCam options(CamOptions options) {
    return new HiResCam(options);
  }

  @Override
  public String name() {
    return "hires-cam";
  }

  @Override
  public Tensor weighted(Tensor maps, Tensor gradient) {
    return maps.mul(gradient);
  }
}
