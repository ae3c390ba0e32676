package fovea.onednn.ffm;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How a window moves along one spatial axis.
 *
 * @param stride step from output to output
 * @param dilation distance of neighboring elements of the window; 1 is dense
 * @param padLow zeros before the first element
 * @param padHigh zeros after the last element; may be negative where a window does not reach the
 *     end
 */
public record Axis(int stride, int dilation, int padLow, int padHigh) {
  private static final Axis DENSE = new Axis(1, 1, 0, 0);

  /** Returns stride 1, no dilation, no padding. */
  public static Axis dense() {
    return DENSE;
  }

  /** Returns this with another stride. */
  public Axis stride(int value) {
    return new Axis(value, dilation, padLow, padHigh);
  }

  /** Returns this with another dilation; 1 is dense. */
  public Axis dilation(int value) {
    return new Axis(stride, value, padLow, padHigh);
  }

  /** Returns this with other padding. */
  public Axis pad(int low, int high) {
    return new Axis(stride, dilation, low, high);
  }

  /**
   * Returns the number of positions of a window of {@code size} elements over {@code input}
   * elements.
   */
  public int outputs(int input, int size) {
    return (input + padLow + padHigh - dilation * (size - 1) - 1) / stride + 1;
  }

  /** Appends strides, dilations and paddings, as all functions with windows take them. */
  static Arguments append(Arguments call, List<Axis> axes, List<Integer> kernel) {
    call.dims(each(axes, Axis::stride));
    if (!kernel.isEmpty()) {
      call.dims(kernel.stream().mapToLong(Integer::longValue).toArray());
    }
    return call.dims(each(axes, axis -> axis.dilation - 1)) // oneDNN counts the holes
        .dims(each(axes, Axis::padLow))
        .dims(each(axes, Axis::padHigh));
  }

  private static long[] each(List<Axis> axes, ToLongFunction<Axis> part) {
    return axes.stream().mapToLong(part).toArray();
  }
}
