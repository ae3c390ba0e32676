package fovea.keras;

import fovea.format.NamedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights in Keras's layouts turned into those of the rest of the world. */
final class Layouts {

  private Layouts() {}

  /** {@code array} with its axes in another order: the new first axis is the old {@code axes[0]}. */
  static NamedArray transposed(NamedArray array, int... axes) {
    float[] from = array.toFloats();
    List<Long> shape = new ArrayList<>();
    long[] steps = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      shape.add(array.shape().get(axes[i]));
      steps[i] = step(array.shape(), axes[i]);
    }
    float[] to = new float[from.length];
    int[] index = new int[axes.length];
    int at = 0;
    for (int i = 0; i < to.length; i++) {
      to[i] = from[at];
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        at += (int) steps[axis];
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        at -= (int) (index[axis] * steps[axis]);
        index[axis] = 0;
      }
    }
    return NamedArray.of(array.name(), shape, to);
  }

  /** The same elements in another shape, as 32-bit numbers. */
  static NamedArray shaped(NamedArray array, Long... shape) {
    return NamedArray.of(array.name(), List.of(shape), array.toFloats());
  }

  /** {@code [h, w, in, out]} to {@code [out, in, h, w]}. */
  static NamedArray convolution(NamedArray kernel) {
    return transposed(kernel, 3, 2, 0, 1);
  }

  /** {@code [h, w, channels, multiplier]} to {@code [channels · multiplier, 1, h, w]}. */
  static NamedArray depthwise(NamedArray kernel) {
    List<Long> shape = kernel.shape();
    return shaped(
        transposed(kernel, 2, 3, 0, 1),
        shape.get(2) * shape.get(3),
        1L,
        shape.get(0),
        shape.get(1));
  }

  /** {@code [in, out]} to {@code [out, in]}. */
  static NamedArray dense(NamedArray kernel) {
    return transposed(kernel, 1, 0);
  }

  /**
   * {@code [in, out]} to {@code [out, in]}, where the inputs are a flattened picture: Keras has its
   * channels last, the graph has them first.
   */
  static NamedArray denseOfPicture(NamedArray kernel, Size size, int channels) {
    long outputs = kernel.shape().getLast();
    NamedArray picture =
        shaped(kernel, (long) size.height(), (long) size.width(), (long) channels, outputs);
    return shaped(transposed(picture, 3, 2, 0, 1), outputs, kernel.shape().getFirst());
  }

  /** Elements of a flattened picture, turned from channels last to channels first. */
  static NamedArray vectorOfPicture(NamedArray vector, Size size, int channels) {
    NamedArray picture =
        shaped(vector, (long) size.height(), (long) size.width(), (long) channels);
    return shaped(transposed(picture, 2, 0, 1), vector.elements());
  }

  /** {@code count} times the same number. */
  static NamedArray filled(String name, int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return NamedArray.of(name, List.of((long) count), values);
  }

  /** Elements from one axis to the next: the product of the sizes after it. */
  private static long step(List<Long> shape, int axis) {
    long step = 1;
    for (int i = axis + 1; i < shape.size(); i++) {
      step *= shape.get(i);
    }
    return step;
  }
}
