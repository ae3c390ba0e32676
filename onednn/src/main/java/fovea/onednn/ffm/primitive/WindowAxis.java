package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.CallArguments;
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
public record WindowAxis(int stride, int dilation, int padLow, int padHigh) {
  private static final WindowAxis DENSE = new WindowAxis(1, 1, 0, 0);

  /** Returns stride 1, no dilation, no padding. */
  public static WindowAxis dense() {
    return DENSE;
  }

  /** Returns this with another stride. */
  public WindowAxis stride(int value) {
    return new WindowAxis(value, dilation, padLow, padHigh);
  }

  /** Returns this with another dilation; 1 is dense. */
  public WindowAxis dilation(int value) {
    return new WindowAxis(stride, value, padLow, padHigh);
  }

  /** Returns this with other padding. */
  public WindowAxis pad(int low, int high) {
    return new WindowAxis(stride, dilation, low, high);
  }

  /**
   * Returns the number of positions of a window of {@code size} elements over {@code input}
   * elements.
   */
  public int outputs(int input, int size) {
    return (input + padLow + padHigh - dilation * (size - 1) - 1) / stride + 1;
  }

  /** Appends strides, dilations and paddings, as all functions with windows take them. */
  static CallArguments append(CallArguments call, List<WindowAxis> axes, List<Integer> kernel) {
    call.dims(each(axes, WindowAxis::stride));
    if (!kernel.isEmpty()) {
      call.dims(kernel.stream().mapToLong(Integer::longValue).toArray());
    }
    return call.dims(each(axes, axis -> axis.dilation - 1)) // oneDNN counts the holes
        .dims(each(axes, WindowAxis::padLow))
        .dims(each(axes, WindowAxis::padHigh));
  }

  private static long[] each(List<WindowAxis> axes, ToLongFunction<WindowAxis> part) {
    return axes.stream().mapToLong(part).toArray();
  }
}
