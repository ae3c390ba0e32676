package fovea.explain.parametrization;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.nn.init.KeyedRandom;

/**
 * The spectrum of a picture is learned, each frequency in the strength that it has in photos, and
 * its colors apart from each other (Olah et al. 2017, "Feature Visualization"): gradients then
 * change all scales of a picture equally, not its pixels.
 *
 * @param deviation of the complex numbers that a picture begins with, 0.01
 */
public record Fourier(double deviation) implements Parametrization {

  /** As published. */
  public Fourier() {
    this(0.01);
  }

  /** As published: keeps what is learned near to 1. */
  private static final double DIVISOR = 4;

  @Override
  public HostBuffer start(PictureShape picture, KeyedRandom random) {
    return StartValues.normal(RealFourier.type(picture), deviation, random);
  }

  @Override
  public Tensor pictures(Tensor learned, PictureShape picture) {
    var fourier = new RealFourier(picture.height(), picture.width());
    Tensor scale = fourier.each(Fourier::scale, learned.type().dtype());
    return DecorrelatedColors.pictures(fourier.inverse(learned.mul(scale)).mul(1 / DIVISOR));
  }

  private static double scale(RealFourier.Frequency at) {
    return at.naturalMagnitude() * Math.sqrt((double) at.height() * at.width());
  }
}
