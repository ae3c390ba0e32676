package fovea.testkit.spec;

import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Random attributes, shapes and values, all from one seed. */
final class Draw {
  private static final int[] CHANNELS = {1, 2, 3, 4, 5, 8, 15, 16, 17, 20, 32, 33};

  private final Random random;
  private final boolean ties;
  private int kinked;

  /**
   * Draws from {@code seed}.
   *
   * @param ties whether values meet kinks and each other, as they must not where a derivative is
   *     compared with differences
   */
  Draw(long seed, boolean ties) {
    this.random = new Random(seed);
    this.ties = ties;
  }

  /** Whether values meet kinks and each other. */
  boolean ties() {
    return ties;
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  int in(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** A real number from {@code low} to {@code high}. */
  double real(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Heads. */
  boolean coin() {
    return random.nextBoolean();
  }

  /** One of {@code choices}. */
  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A number of channels, odd ones among them. */
  int channels() {
    return CHANNELS[random.nextInt(CHANNELS.length)];
  }

  /** A shape of {@code low} to {@code high} axes. */
  Shape shape(int low, int high) {
    int[] dims = new int[in(low, high)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = in(1, 5);
    }
    return Shape.of(dims);
  }

  /** A batch of pictures {@code [n, c, h, w]}. */
  Shape pictures() {
    return Shape.of(in(1, 3), channels(), in(1, 9), in(1, 9));
  }

  /** Most kinds of shape that activations meet. */
  Shape any() {
    return coin() ? pictures() : shape(0, 5);
  }

  /** Values from -2 to 2. */
  Input reals(Shape shape) {
    return reals(shape, -2, 2);
  }

  /** Values from 0.5 to 2.5. */
  Input positive(Shape shape) {
    return reals(shape, 0.5, 2.5);
  }

  /** Values from {@code low} to {@code high}. */
  Input reals(Shape shape, double low, double high) {
    return input(shape, _ -> real(low, high));
  }

  /**
   * Values for functions with kinks at whole numbers or where values meet: small whole numbers, or,
   * where ties are unwanted, numbers that keep away from them and from each other, over the inputs
   * of a trial too.
   */
  Input kinked(Shape shape) {
    if (ties) {
      return input(shape, _ -> in(-3, 3));
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < shape.elements(); i++) {
      places.add(i - (int) shape.elements() / 2);
    }
    Collections.shuffle(places, random);
    double offset = 0.25 * ++kinked;
    return input(shape, i -> (places.get(i) + offset) / 16);
  }

  /** Whole numbers of another element type, through which no gradient flows. */
  Input whole(DType dtype, Shape shape, int low, int high) {
    double[] values = random.ints(shape.elements(), low, high + 1).asDoubleStream().toArray();
    return Input.fixed(dtype, shape, values);
  }

  /** A number that a 32-bit float holds exactly, so that all element types see the same. */
  private static Input input(Shape shape, IntToDoubleFunction value) {
    double[] values = new double[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return Input.varying(shape, values);
  }
}
