package fovea.data;

import fovea.data.pixels.ChannelConversion;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Mean and standard deviation of every channel over a whole data set. */
record ChannelStatistics(List<Double> mean, List<Double> deviation) {

  /** Below this a channel counts as constant, and is only centerd. */
  private static final double CONSTANT = 1e-6;

  /** Counts every byte value, so that the result is exact and independent of any order. */
  static ChannelStatistics of(PictureSet data, int channels, double scale) {
    PictureShape shape = data.shape();
    ChannelConversion adaptation = ChannelConversion.of(shape.channels(), channels);
    var picture = new byte[shape.values()];
    var adapted = new byte[channels * shape.pixels()];
    var counts = new long[channels][256];
    MemorySegment segment = MemorySegment.ofArray(picture);
    for (int i = 0; i < data.size(); i++) {
      data.copyPicture(i, segment, 0);
      adaptation.copy(picture, adapted, shape.pixels());
      for (int channel = 0; channel < channels; channel++) {
        count(adapted, channel * shape.pixels(), shape.pixels(), counts[channel]);
      }
    }
    var mean = new ArrayList<Double>();
    var deviation = new ArrayList<Double>();
    for (long[] histogram : counts) {
      double average = average(histogram);
      double spread = Math.sqrt(variance(histogram, average)) * scale;
      mean.add(average * scale);
      deviation.add(spread < CONSTANT ? 1.0 : spread);
    }
    return new ChannelStatistics(mean, deviation);
  }

  private static void count(byte[] values, int from, int length, long[] counts) {
    for (int i = from; i < from + length; i++) {
      counts[values[i] & 0xFF]++;
    }
  }

  private static double average(long[] histogram) {
    long sum = 0;
    long total = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += value * histogram[value];
      total += histogram[value];
    }
    return (double) sum / Math.max(1, total);
  }

  private static double variance(long[] histogram, double average) {
    double sum = 0;
    long total = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += (value - average) * (value - average) * histogram[value];
      total += histogram[value];
    }
    return sum / Math.max(1, total);
  }
}
