package fovea.graph.type;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Sizes of a tensor along its axes, outermost first; a scalar has none. Immutable, compared by
 * value.
 */
public final class Shape {
  /** Leaves room for the bytes of an element in a signed 64-bit size. */
  private static final long LARGEST = Long.MAX_VALUE / 16;

  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /**
   * A shape of the given sizes.
   *
   * @throws FoveaException if a size is negative or the elements would not fit in memory
   */
  public static Shape of(int... dims) {
    if (dims.length == 0) {
      return SCALAR;
    }
    long elements = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw FoveaException.here(
            "shape " + Arrays.toString(dims) + " has a negative size", "use sizes of 0 or more");
      }
      if (dim > 0 && elements > LARGEST / dim) {
        throw FoveaException.here(
            "shape " + Arrays.toString(dims) + " has more elements than any memory",
            "use smaller sizes");
      }
      elements *= dim;
    }
    return new Shape(dims.clone());
  }

  /** The shape of a single number. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Size along {@code axis}; negative axes count from the end. */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** Turns a possibly negative axis into its index from the front. */
  public int axis(int axis) {
    int index = axis < 0 ? axis + dims.length : axis;
    if (index < 0 || index >= dims.length) {
      throw FoveaException.here(
          "axis " + axis + " does not exist in " + this,
          dims.length == 0
              ? "a single number has no axes"
              : "use an axis from " + -dims.length + " to " + (dims.length - 1));
    }
    return index;
  }

  /**
   * The shape of {@code dims} for as many elements as this one has; one size may be -1.
   *
   * @throws FoveaException if more than one is, or it does not follow
   */
  public Shape resolve(int... dims) {
    int open = -1;
    int[] resolved = dims.clone();
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == -1) {
        if (open >= 0) {
          throw FoveaException.here(
              "reshape: more than one size of " + Arrays.toString(dims) + " is -1",
              "name all sizes but one");
        }
        open = i;
        resolved[i] = 1;
      }
    }
    long known = of(resolved).elements();
    if (open >= 0) {
      if (known == 0 || elements() % known != 0) {
        throw FoveaException.here(
            "reshape: the size -1 of " + Arrays.toString(dims) + " does not follow from " + this,
            known == 0 ? "name all sizes of what has no elements" : "choose sizes that divide it");
      }
      resolved[open] = size(elements() / known);
    }
    Shape shape = of(resolved);
    if (shape.elements() != elements()) {
      throw FoveaException.here(
          "reshape: " + this + " does not have the " + shape.elements() + " elements of " + shape,
          "choose sizes with an equal product");
    }
    return shape;
  }

  /** This shape with axis {@code from} and all after it joined. */
  public Shape flattened(int from) {
    int first = axis(from);
    long joined = 1;
    for (int i = first; i < dims.length; i++) {
      joined *= dims[i];
    }
    int[] result = Arrays.copyOf(dims, first + 1);
    result[first] = size(joined);
    return of(result);
  }

  private int size(long elements) {
    if (elements > Integer.MAX_VALUE) {
      throw FoveaException.here(
          "an axis of " + elements + " elements is made from " + this,
          "use sizes below 2^31, as with a smaller batch");
    }
    return (int) elements;
  }

  /** Number of elements. */
  public long elements() {
    long elements = 1;
    for (int dim : dims) {
      elements *= dim;
    }
    return elements;
  }

  /** The sizes, as a copy. */
  public int[] dims() {
    return dims.clone();
  }

  /** This shape with another size along {@code axis}. */
  public Shape with(int axis, int size) {
    int[] changed = dims.clone();
    changed[axis(axis)] = size;
    return of(changed);
  }

  /** Distance in elements between neighbors along each axis, for row-major storage. */
  public long[] strides() {
    long[] strides = new long[dims.length];
    long step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    return strides;
  }

  /** The shape of an elementwise result of both, axes aligned at the end and size 1 broadcast. */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int a = i <= rank() ? dims[rank() - i] : 1;
      int b = i <= other.rank() ? other.dims[other.rank() - i] : 1;
      if (a != b && a != 1 && b != 1) {
        throw FoveaException.here(
            "shapes " + this + " and " + other + " do not broadcast",
            "make sizes equal or 1, counted from the last axis");
      }
      result[rank - i] = a == 1 ? b : a;
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
