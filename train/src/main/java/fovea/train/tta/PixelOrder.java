package fovea.train.tta;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.function.IntUnaryOperator;

/** Pictures with their rows or columns in another order. */
final class PixelOrder {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private PixelOrder() {}

  /** Mirrored, left to right. */
  static Tensor mirrored(Tensor pictures) {
    int last = pictures.shape().dim(COLUMNS) - 1;
    return ordered(pictures, COLUMNS, column -> last - column);
  }

  /**
   * Moved down and to the right by {@code pixels}, or up and to the left if that is below 0; what
   * comes in is the picture reflected at its edge.
   */
  static Tensor moved(Tensor pictures, int pixels) {
    return moved(moved(pictures, ROWS, pixels), COLUMNS, pixels);
  }

  private static Tensor moved(Tensor pictures, int axis, int pixels) {
    int last = pictures.shape().dim(axis) - 1;
    return ordered(pictures, axis, place -> last - Math.abs(last - Math.abs(place - pixels)));
  }

  private static Tensor ordered(Tensor pictures, int axis, IntUnaryOperator source) {
    int size = pictures.shape().dim(axis);
    HostBuffer order = HostBuffer.allocate(new TensorType(Shape.of(size), DType.I32));
    for (int place = 0; place < size; place++) {
      order.set(place, source.applyAsInt(place));
    }
    return pictures.gather(axis, Tensor.of(order));
  }
}
