package fovea.data.pixels;

import java.util.Collections;
import java.util.List;

/**
 * How bytes become the floats that a network was trained on: {@code (byte * scale - mean) /
 * deviation}.
 *
 * @param order in which the network takes the channels
 * @param scale factor of every byte, usually 1/255
 * @param mean what is subtracted after scaling, per channel, in the network's order
 * @param deviation what is divided by, per channel, in the network's order
 */
public record Normalization(
    ChannelOrder order, double scale, List<Double> mean, List<Double> deviation) {

  private static final double BYTE = 255;

  /**
   * Copies the lists.
   *
   * @throws DataException if the numbers are out of range or do not fit each other
   */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    require(Double.isFinite(scale) && scale > 0, "scale", "a positive number", scale);
    require(!mean.isEmpty(), "mean", "a number for each channel", "none");
    require(mean.stream().allMatch(Double::isFinite), "mean", "finite numbers", mean);
    require(deviation.size() == mean.size(), "deviation", mean.size() + " numbers", deviation);
    require(
        deviation.stream().allMatch(d -> Double.isFinite(d) && d > 0),
        "deviation",
        "positive numbers",
        deviation);
  }

  /** From 0 to 1. */
  public static Normalization unit(int channels) {
    return new Normalization(
        ChannelOrder.RGB,
        1 / BYTE,
        Collections.nCopies(channels, 0.0),
        Collections.nCopies(channels, 1.0));
  }

  /**
   * The color photos of ImageNet at mean 0 and deviation 1: as torchvision's networks want them.
   */
  public static Normalization imagenet() {
    return new Normalization(
        ChannelOrder.RGB, 1 / BYTE, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
  }

  /** Color from -1 to 1: as TensorFlow's MobileNet, Inception and Xception want it. */
  public static Normalization tf() {
    return new Normalization(
        ChannelOrder.RGB, 2 / BYTE, Collections.nCopies(3, 1.0), Collections.nCopies(3, 1.0));
  }

  /** Blue, green, red from 0 to 255 less ImageNet's mean: as the networks of the Caffe era do. */
  public static Normalization caffe() {
    return new Normalization(
        ChannelOrder.BGR, 1, List.of(103.939, 116.779, 123.68), Collections.nCopies(3, 1.0));
  }

  /** Color from 0 to 255, as it is. */
  public static Normalization raw() {
    return new Normalization(
        ChannelOrder.RGB, 1, Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0));
  }

  /** Channels of the network's input. */
  public int channels() {
    return mean.size();
  }

  /** The same with other means, in the network's order. */
  public Normalization mean(List<Double> mean) {
    return new Normalization(order, scale, mean, deviation);
  }

  /** The same with other deviations, in the network's order. */
  public Normalization deviation(List<Double> deviation) {
    return new Normalization(order, scale, mean, deviation);
  }

  /** The same numbers for a network that takes the channels in another order. */
  public Normalization order(ChannelOrder order) {
    return new Normalization(order, scale, mean, deviation);
  }

  private static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new DataException(
          "preprocessing, " + field,
          "expected " + expected + ", found " + found,
          "Correct it, or save the model again");
    }
  }
}
