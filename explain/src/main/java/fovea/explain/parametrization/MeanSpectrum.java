package fovea.explain.parametrization;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** How strong each frequency is in pictures, on average. */
public final class MeanSpectrum {
  private final PictureShape shape;
  private final float[] magnitudes;

  private MeanSpectrum(PictureShape shape, float[] magnitudes) {
    this.shape = shape;
    this.magnitudes = magnitudes;
  }

  /** One over the frequency, as it is in photos, in all channels alike. */
  public static MeanSpectrum natural() {
    return new MeanSpectrum(new PictureShape(1, 1, 1), new float[0]);
  }

  /**
   * That of pictures of one size, such as those of the data set that a network was trained on;
   * their colors apart from each other.
   *
   * @throws FoveaException if there are none, or they differ in size
   */
  public static MeanSpectrum of(List<Picture> pictures) {
    if (pictures.isEmpty()) {
      throw FoveaException.at("spectrum", "expected pictures, found none", "give some");
    }
    PictureShape shape = pictures.getFirst().shape();
    var fourier = new RealFourier(shape.height(), shape.width());
    Compiled spectrum =
        Compiled.of(in -> List.of(fourier.forward(in.getFirst().sub(in.getFirst().mean(AXES)))));
    int columns = shape.width() / 2 + 1;
    float[] sums = new float[shape.channels() * shape.height() * columns];
    for (Picture picture : pictures) {
      if (!picture.shape().equals(shape)) {
        throw FoveaException.at(
            "spectrum",
            "expected pictures of " + shape + ", found one of " + picture.shape(),
            "bring them to one size");
      }
      float[] complex = spectrum.call(List.of(values(picture))).getFirst().floats();
      for (int i = 0; i < sums.length; i++) {
        int at = i / columns * 2 * columns + i % columns;
        sums[i] += (float) Math.hypot(complex[at], complex[at + columns]) / pictures.size();
      }
    }
    return new MeanSpectrum(shape, sums);
  }

  private static final Axes AXES = Axes.of(2, 3).keep();

  private static HostBuffer values(Picture picture) {
    float[] colors = picture.floats();
    double[] values = IntStream.range(0, colors.length).mapToDouble(i -> colors[i] - 0.5).toArray();
    HostBuffer buffer = HostBuffer.of(picture.shape().batch(1), values);
    return picture.shape().channels() == 3 ? DecorrelatedColors.apart(buffer) : buffer;
  }

  /** Between the frequencies that were measured, linear. */
  double at(int channel, RealFourier.Frequency frequency) {
    if (magnitudes.length == 0) {
      return frequency.naturalMagnitude();
    }
    double row = (double) frequency.row() / frequency.height() * shape.height();
    double column = (double) frequency.column() / frequency.width() * shape.width();
    int top = (int) row;
    int left = (int) column;
    double above = mix(channel, top, left, column - left);
    double below = mix(channel, (top + 1) % shape.height(), left, column - left);
    return above + (below - above) * (row - top);
  }

  private double mix(int channel, int row, int left, double share) {
    int columns = shape.width() / 2 + 1;
    int from = (channel * shape.height() + row) * columns;
    double first = magnitudes[from + Math.min(left, columns - 1)];
    double second = magnitudes[from + Math.min(left + 1, columns - 1)];
    return first + (second - first) * share;
  }

  /**
   * Requires that it tells about pictures of so many channels.
   *
   * @throws FoveaException if it does not
   */
  void requireChannels(int channels) {
    if (magnitudes.length > 0 && shape.channels() != channels) {
      throw FoveaException.at(
          "spectrum",
          "expected one of " + channels + " channels, found " + shape.channels(),
          "measure it on pictures as the network takes them");
    }
  }
}
