package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.op.Move;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Locale;

/** What a tensor is continued with beyond its ends. */
enum PadMode {
  /** One number. */
  CONSTANT,
  /** The other side of the picture, without the edge itself. */
  REFLECT,
  /** The edge. */
  EDGE,
  /** The picture again. */
  WRAP;

  /** The kind of that name. */
  static PadMode of(String mode) {
    for (PadMode padding : values()) {
      if (padding.name().toLowerCase(Locale.ROOT).equals(mode)) {
        return padding;
      }
    }
    throw FoveaException.here(
        "padding of mode \"" + mode + '"', "use constant, reflect, edge or wrap");
  }

  /** {@code x} with so many more entries at both ends of an axis; fewer where negative. */
  TracedValue apply(TracedValue x, int axis, Ends ends) {
    TracedValue cut = cut(x, axis, Math.max(0, -ends.before), Math.max(0, -ends.after));
    int before = Math.max(0, ends.before);
    int after = Math.max(0, ends.after);
    if (before + after == 0) {
      return cut;
    }
    int size = cut.shape().dim(axis);
    Shape shape = cut.shape().with(axis, Math.addExact(Math.addExact(size, before), after));
    if (this == CONSTANT) {
      Tensor padded = Tensor.of(new Move.Pad(axis, before, after, ends.value), cut.tensor());
      return TracedValue.of(padded);
    }
    if (size == 0 || (this == REFLECT && Math.max(before, after) >= size)) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "padding of %d and %d beyond %d entries", before, after, size),
          "use a larger picture");
    }
    return SliceImport.picked(cut, axis, shape.dim(axis), i -> place(i - before, size));
  }

  /**
   * What is added to an axis.
   *
   * @param before entries at the start
   * @param after entries at the end
   * @param value of a constant padding
   */
  record Ends(int before, int after, double value) {}

  private int place(int i, int size) {
    return switch (this) {
      case CONSTANT, EDGE -> Math.clamp(i, 0, size - 1);
      case REFLECT -> i < 0 ? -i : i < size ? i : 2 * size - 2 - i;
      case WRAP -> Math.floorMod(i, size);
    };
  }

  private static TracedValue cut(TracedValue x, int axis, int before, int after) {
    int left = x.shape().dim(axis) - before - after;
    if (left < 0) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "%d and %d entries are to be cut off axis %d of %s",
              before,
              after,
              axis,
              x.shape()),
          "use a larger picture");
    }
    return before + after == 0 ? x : SliceImport.picked(x, axis, left, i -> before + i);
  }
}
