package fovea.graph.ref;

import fovea.graph.type.Shape;

/** Where the elements of one tensor lie in the array of another. */
final class ElementOffsets {
  private ElementOffsets() {}

  /**
   * For each position in {@code shape}, in row-major order, {@code start} plus the sum of its
   * indices times {@code strides}.
   */
  static int[] of(Shape shape, long[] strides, long start) {
    int[] places = new int[Math.toIntExact(shape.elements())];
    int[] position = new int[shape.rank()];
    long place = start;
    for (int i = 0; i < places.length; i++) {
      places[i] = (int) place;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        place += strides[axis];
        if (++position[axis] < shape.dim(axis)) {
          break;
        }
        place -= strides[axis] * shape.dim(axis);
        position[axis] = 0;
      }
    }
    return places;
  }

  /**
   * For each position in {@code wide}, where the element of {@code x} lies that broadcasts to it.
   */
  static int[] broadcast(Shape wide, Shape x) {
    long[] own = x.strides();
    long[] strides = new long[wide.rank()];
    int lead = wide.rank() - x.rank();
    for (int axis = lead; axis < wide.rank(); axis++) {
      strides[axis] = x.dim(axis - lead) == 1 ? 0 : own[axis - lead];
    }
    return of(wide, strides, 0);
  }
}
