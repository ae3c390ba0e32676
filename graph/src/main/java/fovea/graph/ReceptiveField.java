package fovea.graph;

import fovea.graph.type.Shape;
import fovea.graph.type.Window;

/**
 * Which places of the last two axes, height and width, one element of a result depends on. That of
 * an op tells how far its windows reach; that of a feature map, which pixels of a picture have a
 * way to it through convolutions and pools. Near the borders, and in deep networks everywhere, some
 * of them lie outside of the picture, where padding stands.
 */
public record ReceptiveField(Axis vertical, Axis horizontal) {

  /**
   * Along one axis: element {@code i} depends on {@code size} places from {@code start + i *
   * stride} on.
   *
   * @param size number of places
   * @param stride places from one element's field to its neighbor's; 0 where there are no
   *     neighbors: each element depends on the whole axis
   * @param start of the first element's field; negative if it begins in the padding
   */
  public record Axis(int size, int stride, int start) {

    /** Of each element itself. */
    static final Axis SAME = new Axis(1, 1, 0);

    private static Axis window(int kernel, int stride, int dilation, int padding) {
      return new Axis(dilation * (kernel - 1) + 1, stride, -padding);
    }

    private Axis then(Axis next) {
      return new Axis(
          size + (next.size - 1) * stride, stride * next.stride, start + next.start * stride);
    }

    private Axis and(Axis other) {
      int first = Math.min(start, other.start);
      int end = Math.max(start + size, other.start + other.size);
      return new Axis(end - first, Math.min(stride, other.stride), first);
    }
  }

  /** Of an element that depends on the one in its own place, as a pixel does on itself. */
  public static ReceptiveField same() {
    return new ReceptiveField(Axis.SAME, Axis.SAME);
  }

  /** Of what depends on all of the last two axes, or of the one there is, of {@code shape}. */
  public static ReceptiveField whole(Shape shape) {
    int height = shape.rank() < 2 ? 1 : shape.dim(-2);
    int width = shape.rank() < 1 ? 1 : shape.dim(-1);
    return new ReceptiveField(new Axis(height, 0, 0), new Axis(width, 0, 0));
  }

  /** Of {@link #same} places if {@code kept}, else {@link #whole}. */
  public static ReceptiveField sameIf(boolean kept, Shape shape) {
    return kept ? same() : whole(shape);
  }

  /** Of a sliding window. */
  public static ReceptiveField of(Window window) {
    return new ReceptiveField(
        Axis.window(
            window.kernel().h(),
            window.stride().h(),
            window.dilation().h(),
            window.padding().top()),
        Axis.window(
            window.kernel().w(),
            window.stride().w(),
            window.dilation().w(),
            window.padding().left()));
  }

  /** Of every {@code step}-th element from {@code from} on along {@code axis} of {@code shape}. */
  public static ReceptiveField slice(Shape shape, int axis, int from, int step) {
    Axis sliced = new Axis(1, step, from);
    int fromLast = shape.rank() - shape.axis(axis);
    return new ReceptiveField(
        fromLast == 2 ? sliced : Axis.SAME, fromLast == 1 ? sliced : Axis.SAME);
  }

  /** Whether an element depends on the whole picture, not because of its place but by its kind. */
  public boolean isWhole() {
    return vertical.stride == 0;
  }

  /** What is seen through an op with the field {@code next}, neither of them {@link #whole}. */
  public ReceptiveField then(ReceptiveField next) {
    return new ReceptiveField(vertical.then(next.vertical), horizontal.then(next.horizontal));
  }

  /** Everything that this or the other depends on. */
  public ReceptiveField and(ReceptiveField other) {
    return new ReceptiveField(vertical.and(other.vertical), horizontal.and(other.horizontal));
  }
}
