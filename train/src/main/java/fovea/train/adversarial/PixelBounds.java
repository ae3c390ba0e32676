package fovea.train.adversarial;

import fovea.data.DataLoader;
import fovea.data.Preprocessing;
import fovea.data.batch.TensorSpec;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the numbers of a network's input can be: from those of a black picture to those of a white
 * one. Where both are the same, as in padding, nothing can change.
 *
 * @param black the network's input for a black picture, {@code [1, c, h, w]}
 * @param white that for a white one
 */
public record PixelBounds(HostBuffer black, HostBuffer white) {
  private static final double BYTE = 255;

  /** Of pictures that a network takes as {@code preprocessing} makes them. */
  public static PixelBounds of(Preprocessing preprocessing) {
    return new PixelBounds(filled(preprocessing, 0), filled(preprocessing, 0xFF));
  }

  /**
   * Of the pictures that a training learns from.
   *
   * @throws FoveaException if its examples are no pictures, or have more than one input
   */
  public static PixelBounds of(DataLoader train) {
    List<TensorSpec> inputs = train.schema().inputs();
    if (inputs.size() != 1) {
      throw FoveaException.at(
          train.data().name(),
          "adversarial examples are made of the only input of a network, found "
              + inputs.stream().map(TensorSpec::name).collect(Collectors.joining(", ")),
          "use data with one, or train without them");
    }
    return of(
        train
            .data()
            .pictureInput()
            .orElseThrow(
                () ->
                    FoveaException.at(
                        train.data().name(),
                        "expected pictures with their preprocessing for adversarial examples, found"
                            + " other data",
                        "prepare a PictureSet, or train without them")));
  }

  /** From 0 to 1 everywhere, for a network that takes pictures so: {@code [c, h, w]}. */
  public static PixelBounds unit(int channels, int height, int width) {
    var type = new TensorType(Shape.of(1, channels, height, width), DType.F32);
    double[] ones = new double[Math.toIntExact(type.shape().elements())];
    Arrays.fill(ones, 1);
    return new PixelBounds(HostBuffer.allocate(type), HostBuffer.of(type, ones));
  }

  private static HostBuffer filled(Preprocessing preprocessing, int value) {
    byte[] pixels = new byte[preprocessing.picture().values()];
    Arrays.fill(pixels, (byte) value);
    HostBuffer input = HostBuffer.allocate(preprocessing.input().batch(1));
    preprocessing.normalizer().apply(pixels, input.data(), 0);
    return input;
  }

  /**
   * The network's input with each number as the nearest byte has it: what is left of changed
   * pictures that are saved.
   *
   * @param pictures {@code [n, c, h, w]}
   */
  public HostBuffer rounded(HostBuffer pictures) {
    HostBuffer rounded = HostBuffer.allocate(pictures.type());
    long one = black.type().shape().elements();
    for (long i = 0; i < pictures.type().shape().elements(); i++) {
      double low = black.at(i % one);
      double width = white.at(i % one) - low;
      double value = pictures.at(i);
      rounded.set(
          i, width > 0 ? low + width * Math.rint((value - low) / width * BYTE) / BYTE : value);
    }
    return rounded;
  }

  /** Those of a black picture as a constant of the element type of {@code pictures}. */
  Tensor blackFor(Tensor pictures) {
    return constant(black, pictures);
  }

  /** Those of a white picture as a constant of the element type of {@code pictures}. */
  Tensor whiteFor(Tensor pictures) {
    return constant(white, pictures);
  }

  private static Tensor constant(HostBuffer values, Tensor pictures) {
    Shape found = pictures.shape();
    Shape expected = values.type().shape();
    if (found.rank() != 4 || !found.with(0, 1).equals(expected)) {
      throw FoveaException.here(
          "expected pictures "
              + expected.with(0, found.rank() == 0 ? 1 : found.dim(0))
              + ", of which the bounds of pixels are, found "
              + found,
          "make the bounds of the preprocessing of these pictures");
    }
    return Tensor.of(values.cast(pictures.type().dtype()));
  }
}
