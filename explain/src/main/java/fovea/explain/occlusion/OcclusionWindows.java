package fovea.explain.occlusion;

import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Windows that cover a picture. */
@FunctionalInterface
public interface OcclusionWindows {

  /**
   * A window.
   *
   * @param top first row
   * @param left first column
   * @param height rows
   * @param width columns
   */
  record Window(int top, int left, int height, int width) {

    /** Every place in a picture of so many columns, counted row by row. */
    void forEach(int columns, IntConsumer places) {
      for (int row = top; row < top + height; row++) {
        for (int column = left; column < left + width; column++) {
          places.accept(row * columns + column);
        }
      }
    }
  }

  /** All of them, so that no place is left out. */
  List<Window> of(int height, int width);

  /**
   * Windows of a quarter of each side, half a window from one to the next: 7 in a row, 49 in all.
   */
  static OcclusionWindows quarters() {
    return (height, width) -> {
      int high = Math.ceilDiv(height, 4);
      int wide = Math.ceilDiv(width, 4);
      return sliding(
          starts(height, high, Math.ceilDiv(high, 2)),
          starts(width, wide, Math.ceilDiv(wide, 2)),
          high,
          wide);
    };
  }

  /**
   * Squares of {@code size} pixels, {@code stride} pixels from one to the next; the last of a row
   * or column ends where the picture ends. Where the picture is smaller, they are, too.
   *
   * @throws FoveaException if one is not above 0, or windows leave pixels between them
   */
  static OcclusionWindows squares(int size, int stride) {
    if (stride < 1 || size < stride) {
      throw FoveaException.here(
          "windows of " + size + " pixels every " + stride + " pixels are asked for",
          "use a stride of 1 or more that is not above the size");
    }
    return (height, width) -> {
      int high = Math.min(size, height);
      int wide = Math.min(size, width);
      return sliding(starts(height, high, stride), starts(width, wide, stride), high, wide);
    };
  }

  private static List<Window> sliding(
      List<Integer> tops, List<Integer> lefts, int height, int width) {
    return tops.stream()
        .flatMap(top -> lefts.stream().map(left -> new Window(top, left, height, width)))
        .toList();
  }

  private static List<Integer> starts(int length, int window, int stride) {
    List<Integer> starts = new ArrayList<>();
    for (int start = 0; start + window < length; start += stride) {
      starts.add(start);
    }
    starts.add(length - window);
    return starts;
  }
}
