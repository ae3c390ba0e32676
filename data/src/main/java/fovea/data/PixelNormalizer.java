package fovea.data;

import fovea.data.pixels.Centering;
import fovea.data.pixels.ChannelConversion;
import fovea.data.pixels.DataException;
import fovea.data.pixels.MeanPicture;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;

/** Applies a {@link Preprocessing}; keeps scratch memory, so each thread needs its own. */
public final class PixelNormalizer {

  private final Preprocessing preprocessing;
  private final ChannelConversion adaptation;
  private final byte[] adapted;
  private final float[][] tables;

  /** The padded result; its border is filled once and never touched again. */
  private final float[] output;

  PixelNormalizer(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    PictureShape picture = preprocessing.picture();
    PictureShape input = preprocessing.input();
    Normalization values = preprocessing.values();
    int channels = values.channels();
    this.adaptation = ChannelConversion.of(picture.channels(), channels);
    this.adapted = new byte[channels * picture.pixels()];
    this.tables = new float[channels][256];
    this.output = new float[input.values()];
    for (int channel = 0; channel < tables.length; channel++) {
      double mean = values.mean().get(channel);
      double deviation = values.deviation().get(channel);
      for (int value = 0; value < 256; value++) {
        tables[channel][value] = (float) ((value * values.scale() - mean) / deviation);
      }
      int from = channel * input.pixels();
      Arrays.fill(output, from, from + input.pixels(), tables[channel][0]);
    }
  }

  /** Floats in a result. */
  public int values() {
    return output.length;
  }

  /**
   * Writes the network's input for one picture as native floats, {@code [c, h, w]}.
   *
   * @param picture bytes of {@link Preprocessing#picture()}
   * @param target receives {@link Preprocessing#input()}
   * @param offset in bytes into {@code target}
   */
  public void apply(byte[] picture, MemorySegment target, long offset) {
    PictureShape shape = preprocessing.picture();
    if (picture.length != shape.values()) {
      throw new DataException(
          "picture",
          String.format(
              Locale.ROOT,
              "expected %,d bytes for %s, found %,d",
              shape.values(),
              shape,
              picture.length),
          "Fit the picture to the model first");
    }
    byte[] source = picture;
    if (adaptation != ChannelConversion.SAME) {
      adaptation.copy(picture, adapted, shape.pixels());
      source = adapted;
    }
    for (int channel = 0; channel < tables.length; channel++) {
      normalize(source, channel);
    }
    MemorySegment.copy(output, 0, target, ValueLayout.JAVA_FLOAT, offset, output.length);
  }

  private void normalize(byte[] source, int channel) {
    PictureShape shape = preprocessing.picture();
    int padding = preprocessing.padding();
    int width = shape.width();
    int stride = width + 2 * padding;
    int from = preprocessing.values().order().source(channel, tables.length) * shape.pixels();
    int to = (channel * (shape.height() + 2 * padding) + padding) * stride + padding;
    switch (preprocessing.centering()) {
      case Centering.Uncentered _ -> {}
      case MeanPicture mean -> {
        center(source, channel, mean);
        return;
      }
    }
    float[] table = tables[channel];
    for (int row = 0; row < shape.height(); row++, from += width, to += stride) {
      for (int column = 0; column < width; column++) {
        output[to + column] = table[source[from + column] & 0xFF];
      }
    }
  }

  /** As {@link #normalize}, with a mean picture in the picture's order of channels subtracted. */
  private void center(byte[] source, int channel, MeanPicture mean) {
    Normalization values = preprocessing.values();
    PictureShape shape = preprocessing.picture();
    int padding = preprocessing.padding();
    int width = shape.width();
    int stride = width + 2 * padding;
    int from = values.order().source(channel, tables.length) * shape.pixels();
    int to = (channel * (shape.height() + 2 * padding) + padding) * stride + padding;
    double factor = values.scale() / values.deviation().get(channel);
    double shift = values.mean().get(channel) / values.deviation().get(channel);
    for (int row = 0; row < shape.height(); row++, from += width, to += stride) {
      for (int column = 0; column < width; column++) {
        int value = source[from + column] & 0xFF;
        output[to + column] = (float) ((value - mean.at(from + column)) * factor - shift);
      }
    }
  }
}
