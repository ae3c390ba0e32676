package fovea.keras.layer;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.keras.config.HeightWidth;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weights in Keras's layouts turned into those of the rest of the world, as 32-bit numbers. Copies
 * lie outside of the heap, for a single one may be larger than a small heap.
 */
public final class Layouts {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Layouts() {}

  /**
   * {@code array} with its axes in another order: the new first axis is the old {@code axes[0]}.
   */
  static NamedArray transposed(NamedArray array, int... axes) {
    NamedArray source = floats(array);
    List<Long> shape = new ArrayList<>();
    long[] steps = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      shape.add(array.shape().get(axes[i]));
      steps[i] = step(array.shape(), axes[i]);
    }
    MemorySegment from = source.data();
    MemorySegment to = Arena.ofAuto().allocate(from.byteSize(), Float.BYTES);
    long[] index = new long[axes.length];
    long elements = source.elements();
    long at = 0;
    for (long i = 0; i < elements; i++) {
      to.setAtIndex(FLOAT, i, from.getAtIndex(FLOAT, at));
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        at += steps[axis];
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        at -= index[axis] * steps[axis];
        index[axis] = 0;
      }
    }
    return new NamedArray(array.name(), ArrayDType.F32, shape, to);
  }

  /** The same elements. */
  public static NamedArray floats(NamedArray array) {
    return array.type() == ArrayDType.F32
        ? array
        : NamedArray.of(array.name(), array.shape(), array.toFloats());
  }

  /** The same elements in another shape. */
  static NamedArray shaped(NamedArray array, Long... shape) {
    NamedArray source = floats(array);
    return new NamedArray(array.name(), ArrayDType.F32, List.of(shape), source.data());
  }

  /** {@code [h, w, in, out]} to {@code [out, in, h, w]}. */
  public static NamedArray convolution(NamedArray kernel) {
    return transposed(kernel, 3, 2, 0, 1);
  }

  /** {@code [h, w, channels, multiplier]} to {@code [channels · multiplier, 1, h, w]}. */
  public static NamedArray depthwise(NamedArray kernel) {
    List<Long> shape = kernel.shape();
    return shaped(
        transposed(kernel, 2, 3, 0, 1),
        shape.get(2) * shape.get(3),
        1L,
        shape.get(0),
        shape.get(1));
  }

  /** {@code [in, out]} to {@code [out, in]}. */
  public static NamedArray dense(NamedArray kernel) {
    return transposed(kernel, 1, 0);
  }

  /**
   * {@code [in, out]} to {@code [out, in]}, where the inputs are a flattened picture: Keras has its
   * channels last, the graph has them first.
   */
  public static NamedArray denseOfPicture(NamedArray kernel, HeightWidth size, int channels) {
    long outputs = kernel.shape().getLast();
    NamedArray picture =
        shaped(kernel, (long) size.height(), (long) size.width(), (long) channels, outputs);
    return shaped(transposed(picture, 3, 2, 0, 1), outputs, kernel.shape().getFirst());
  }

  /** Elements of a flattened picture, turned from channels last to channels first. */
  static NamedArray vectorOfPicture(NamedArray vector, HeightWidth size, int channels) {
    NamedArray picture = shaped(vector, (long) size.height(), (long) size.width(), (long) channels);
    return shaped(transposed(picture, 2, 0, 1), vector.elements());
  }

  /** {@code count} times the same number. */
  public static NamedArray filled(String name, int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return NamedArray.of(name, List.of((long) count), values);
  }

  /** Elements from one place of an axis to the next: the product of the sizes after it. */
  private static long step(List<Long> shape, int axis) {
    long step = 1;
    for (int i = axis + 1; i < shape.size(); i++) {
      step *= shape.get(i);
    }
    return step;
  }
}
