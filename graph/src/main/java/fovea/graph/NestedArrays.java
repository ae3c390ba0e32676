package fovea.graph;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Tensors of arrays of arrays. */
final class NestedArrays {
  private NestedArrays() {}

  /** The 32-bit values of {@code array}, an array of floats or of arrays of them, and so on. */
  static Tensor floats(Object array) {
    Shape shape = Shape.of(sizes(array));
    float[] values = new float[Math.toIntExact(shape.elements())];
    fill(values, 0, array, shape.dims(), 0);
    return Tensor.of(shape, values);
  }

  /** Sizes along the first of each: those that all others must have. */
  private static int[] sizes(Object array) {
    List<Integer> sizes = new ArrayList<>();
    Object inner = array;
    Class<?> type = array.getClass();
    while (type.isArray()) {
      int size = inner.getClass().isArray() ? Array.getLength(inner) : 0;
      sizes.add(size);
      inner = size > 0 ? Array.get(inner, 0) : 0;
      type = type.getComponentType();
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int fill(float[] values, int from, Object array, int[] dims, int axis) {
    int size = Array.getLength(array);
    if (size != dims[axis]) {
      throw FoveaException.here(
          "expected arrays of one size along axis "
              + axis
              + ", found "
              + dims[axis]
              + " elements and "
              + size,
          "make all rows equally long");
    }
    if (array instanceof float[] row) {
      System.arraycopy(row, 0, values, from, size);
      return from + size;
    }
    int next = from;
    for (Object inner : (Object[]) array) {
      next = fill(values, next, inner, dims, axis + 1);
    }
    return next;
  }
}
