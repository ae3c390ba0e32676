package fovea.onednn.lower;

import fovea.graph.spi.Slot;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Layout;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.primitive.WindowAxis;
import java.util.List;

/** Between this library's types and oneDNN's descriptors. */
public final class Descs {
  private Descs() {}

  /** oneDNN's element type. */
  public static DataType type(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.F32;
      case BF16 -> DataType.BF16;
      case U8 -> DataType.U8;
      case I32 -> DataType.S32;
      case F64, I64 -> throw FoveaException.here("oneDNN has no " + dtype, "cast it first");
    };
  }

  /** Row-major; a scalar is a vector of one. */
  public static MemoryDesc plain(TensorType type) {
    return plain(type, type.shape());
  }

  /** Row-major under other sizes of the same product. */
  public static MemoryDesc plain(TensorType type, Shape shape) {
    return MemoryDesc.plain(type(type.dtype()), dims(shape));
  }

  /** The primitive shall choose the layout. */
  public static MemoryDesc any(TensorType type) {
    return any(type, type.shape());
  }

  /** The primitive shall choose the layout of other sizes of the same product. */
  public static MemoryDesc any(TensorType type, Shape shape) {
    return MemoryDesc.any(type(type.dtype()), dims(shape));
  }

  /** In some order. */
  public static MemoryDesc laid(TensorType type, FormatTag order) {
    return MemoryDesc.of(type(type.dtype()), order, dims(type.shape()));
  }

  /** A weight in f32 in {@link FormatTag#OIHW16I16O}, as our own code makes its gradient. */
  public static MemoryDesc weightBlocks(TensorType weight) {
    return laid(weight.with(DType.F32), FormatTag.OIHW16I16O);
  }

  /** How the elements of {@code slot} lie. */
  public static MemoryDesc of(Slot slot) {
    return switch (slot.layout()) {
      case BlockedLayout(TensorType _, MemoryDesc desc) -> desc;
      case Layout.Plain(TensorType type) -> plain(type);
      case Layout other ->
          throw new IllegalStateException("layout " + other.name() + " is of another backend");
    };
  }

  /** Sizes as oneDNN wants them. */
  public static long[] dims(Shape shape) {
    if (shape.rank() == 0) {
      return new long[] {1};
    }
    long[] dims = new long[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i);
    }
    return dims;
  }

  /** A window as oneDNN wants it. */
  public static List<WindowAxis> axes(Window window) {
    Window.Padding padding = window.padding();
    return List.of(
        new WindowAxis(window.stride().h(), window.dilation().h(), padding.top(), padding.bottom()),
        new WindowAxis(
            window.stride().w(), window.dilation().w(), padding.left(), padding.right()));
  }

  /**
   * Weights of a grouped convolution have an axis of groups in front: {@code [g, k/g, c/g, h, w]}.
   */
  public static Shape grouped(Shape weight, int groups) {
    return groups == 1
        ? weight
        : Shape.of(groups, weight.dim(0) / groups, weight.dim(1), weight.dim(2), weight.dim(3));
  }
}
