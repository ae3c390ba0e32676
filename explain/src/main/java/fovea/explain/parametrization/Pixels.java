package fovea.explain.parametrization;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;

/**
 * The pixels of a picture are learned, its colors apart from each other. Shows why the {@link
 * Fourier} spectrum is learned instead: high frequencies win.
 *
 * @param deviation of the values that a picture begins with, 0.01
 */
public record Pixels(double deviation) implements Parametrization {

  /** As published. */
  public Pixels() {
    this(0.01);
  }

  @Override
  public HostBuffer start(PictureShape picture, KeyedRandom random) {
    TensorType type = TensorType.f32(1, picture.channels(), picture.height(), picture.width());
    return StartValues.normal(type, deviation, random);
  }

  @Override
  public Tensor pictures(Tensor learned, PictureShape picture) {
    return DecorrelatedColors.pictures(learned);
  }
}
