package fovea.keras.config;

import java.util.List;

/**
 * What flows between two layers.
 *
 * @param value its name in the graph
 * @param shape as Keras sees it, without the batch: {@code [height, width, channels]}, {@code
 *     [features]}, or others that few layers take; -1 where it follows from the data. Pictures are
 *     {@code [n, channels, height, width]} in the graph.
 * @param state whether the graph's value is that yet
 */
public record Feature(String value, List<Integer> shape, State state) {
  public static final int UNKNOWN = -1;

  /** What is still to be done to the graph's value, unless the next layer can do without. */
  public sealed interface State {}

  /** Nothing. */
  public record Done() implements State {}

  /** Zeros are to be added, which a convolution does itself. */
  public record Unpadded(Margins margins) implements State {}

  /**
   * A picture was flattened with the channels first, but Keras has them last; a dense layer gets
   * its weights in that order instead.
   */
  public record ChannelsFirst(HeightWidth size, int channels) implements State {}

  public Feature {
    shape = List.copyOf(shape);
  }

  public Feature(String value, List<Integer> shape) {
    this(value, shape, new Done());
  }

  public boolean isPicture() {
    return shape.size() == 3;
  }

  public HeightWidth size() {
    return new HeightWidth(shape.get(0), shape.get(1));
  }

  public int channels() {
    return shape.getLast();
  }

  public boolean isKnown() {
    return !shape.contains(UNKNOWN);
  }

  /** Another value of the same shape. */
  public Feature value(String other) {
    return new Feature(other, shape, state);
  }

  public Feature state(State other) {
    return new Feature(value, shape, other);
  }

  public Feature shape(List<Integer> other) {
    return new Feature(value, other, state);
  }

  /** A picture of another size. */
  public Feature resized(HeightWidth size) {
    return shape(List.of(size.height(), size.width(), channels()));
  }

  public Feature channels(int channels) {
    return shape(isPicture() ? List.of(shape.get(0), shape.get(1), channels) : List.of(channels));
  }
}
