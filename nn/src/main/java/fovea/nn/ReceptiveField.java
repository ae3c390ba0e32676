package fovea.nn;

import fovea.graph.Window;

/**
 * Which pixels one element of a feature map sees: those from which there is a way to it through the
 * windows of convolutions and pools. Near the borders, and in deep networks everywhere, some of
 * them lie outside of the picture, where padding stands.
 */
public record ReceptiveField(Axis vertical, Axis horizontal) {

  /**
   * Along one axis: element {@code i} sees {@code size} pixels from {@code start + i * jump} on.
   *
   * @param size number of pixels
   * @param jump pixels from one element's field to its neighbor's; 0 where there are no neighbors:
   *     each element sees the whole picture
   * @param start of the first element's field; negative if it begins in the padding
   */
  public record Axis(int size, int jump, int start) {

    /** Seen through windows of {@code kernel} elements. */
    Axis through(int kernel, int stride, int dilation, int padding) {
      int reach = dilation * (kernel - 1);
      return new Axis(size + reach * jump, jump * stride, start - padding * jump);
    }

    /** Of every {@code step}-th element from {@code from} on. */
    Axis sliced(int from, int step) {
      return new Axis(size, jump * step, start + from * jump);
    }

    /** Everything that this or the other sees. */
    Axis and(Axis other) {
      int first = Math.min(start, other.start);
      int end = Math.max(start + size, other.start + other.size);
      return new Axis(end - first, Math.min(jump, other.jump), first);
    }
  }

  /** Of a pixel of the picture itself. */
  static ReceptiveField pixel() {
    return new ReceptiveField(new Axis(1, 1, 0), new Axis(1, 1, 0));
  }

  /** Of what sees all of a picture. */
  static ReceptiveField whole(int height, int width) {
    return new ReceptiveField(new Axis(height, 0, 0), new Axis(width, 0, 0));
  }

  /** Whether an element sees the whole picture, not because of its place but by its kind. */
  public boolean isWhole() {
    return vertical.jump == 0;
  }

  ReceptiveField through(Window window) {
    return new ReceptiveField(
        vertical.through(
            window.kernel().h(),
            window.stride().h(),
            window.dilation().h(),
            window.padding().top()),
        horizontal.through(
            window.kernel().w(),
            window.stride().w(),
            window.dilation().w(),
            window.padding().left()));
  }

  /** Of every {@code step}-th row (axis 2) or column (axis 3) from {@code from} on. */
  ReceptiveField sliced(int axis, int from, int step) {
    return switch (axis) {
      case 2 -> new ReceptiveField(vertical.sliced(from, step), horizontal);
      case 3 -> new ReceptiveField(vertical, horizontal.sliced(from, step));
      default -> this;
    };
  }

  ReceptiveField and(ReceptiveField other) {
    return new ReceptiveField(vertical.and(other.vertical), horizontal.and(other.horizontal));
  }
}
