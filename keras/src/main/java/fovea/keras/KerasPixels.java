package fovea.keras;

import java.util.List;

/**
 * How a network of Keras Applications wants its pictures: {@code (pixel - mean) / deviation}, where
 * pixels are 0 to 255.
 *
 * @param size height and width that it was trained with
 * @param blueFirst whether the channels are blue, green, red
 * @param mean for each channel in that order
 * @param deviation for each channel in that order
 */
public record KerasPixels(int size, boolean blueFirst, List<Double> mean, List<Double> deviation) {

  /** Copies the lists. */
  public KerasPixels {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** From -1 to 1, as TensorFlow's networks want it. */
  static KerasPixels symmetric(int size) {
    List<Double> half = List.of(127.5, 127.5, 127.5);
    return new KerasPixels(size, false, half, half);
  }

  /** Less ImageNet's mean color, with blue first, as Caffe's networks want it. */
  static KerasPixels caffe(int size) {
    return new KerasPixels(size, true, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0));
  }
}
