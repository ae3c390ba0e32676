package fovea.explain.parametrization;

import fovea.data.pixels.PictureShape;
import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;
import java.util.List;

/**
 * Only the phases of a spectrum are learned, its magnitudes stay those of photos (Fel et al. 2023,
 * "Unlocking Feature Visualization for Deeper Networks with Magnitude Constrained Optimization").
 *
 * @param spectrum whose magnitudes are taken
 */
public record FixedMagnitude(MeanSpectrum spectrum) implements Parametrization {
  private static final Axes PICTURE = Axes.of(1, 2, 3).keep();
  private static final double LEAST_DEVIATION = 1e-5;

  /** With magnitudes of one over the frequency. */
  public FixedMagnitude() {
    this(MeanSpectrum.natural());
  }

  private static Shape half(PictureShape picture) {
    return Shape.of(1, picture.channels(), picture.height(), picture.width() / 2 + 1);
  }

  @Override
  public HostBuffer start(PictureShape picture, KeyedRandom random) {
    spectrum.requireChannels(picture.channels());
    return StartValues.normal(
        new TensorType(half(picture), RealFourier.type(picture).dtype()), 1, random);
  }

  @Override
  public Tensor pictures(Tensor learned, PictureShape picture) {
    Tensor magnitudes = magnitudes(picture, learned.type());
    List<Tensor> parts =
        new Waves()
            .results(List.of(standardized(learned))).stream()
                .map(wave -> wave.mul(magnitudes))
                .toList();
    var fourier = new RealFourier(picture.height(), picture.width());
    Tensor values = fourier.inverse(Tensor.concat(3, parts));
    return DecorrelatedColors.pictures(standardized(values));
  }

  private Tensor magnitudes(PictureShape picture, TensorType like) {
    HostBuffer magnitudes = HostBuffer.allocate(like.with(half(picture)));
    int columns = picture.width() / 2 + 1;
    for (int i = 0; i < magnitudes.type().shape().elements(); i++) {
      int row = i / columns;
      var at =
          new RealFourier.Frequency(
              row % picture.height(), i % columns, picture.height(), picture.width());
      magnitudes.set(i, spectrum.at(row / picture.height(), at));
    }
    return Tensor.of(magnitudes);
  }

  private static Tensor standardized(Tensor values) {
    Tensor centered = values.sub(values.mean(PICTURE));
    Tensor deviation = centered.mul(centered).mean(PICTURE).sqrt().add(LEAST_DEVIATION);
    return centered.div(deviation);
  }
}
