package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import java.util.Arrays;
import java.util.Locale;

/**
 * The geometry of a sliding window in a node's attributes. Signals {@code [n, c, w]} are treated as
 * pictures with one row.
 */
final class WindowAttributes {
  /** Far beyond any picture, and small enough that sums of a few stay whole numbers of 32 bits. */
  private static final int LARGEST = 1 << 24;

  private final NodeCall call;
  private final Shape x;
  private final int[] kernel;

  private WindowAttributes(NodeCall call, Shape x, int[] kernel) {
    this.call = call;
    this.x = x;
    this.kernel = kernel;
  }

  /** The window of a pooling node over {@code x}. */
  static Window pooling(NodeCall call, Shape x) {
    long[] kernel = call.node().wholes("kernel_shape");
    return over(call, x, kernel);
  }

  /** The window of a convolution of {@code x} with {@code weight}. */
  static Window convolving(NodeCall call, Shape x, Shape weight) {
    return over(call, x, kernel(call, weight));
  }

  /** The window of a transposed convolution, without the padding that follows from the result. */
  static Window transposing(NodeCall call, Shape x, Shape weight) {
    long[] kernel = kernel(call, weight);
    checkAxes(call, x, kernel);
    var windows = new WindowAttributes(call, x, sizes(kernel, 1));
    boolean padded = call.node().text("auto_pad", "NOTSET").equals("NOTSET");
    return windows.bare().padding(padded ? windows.explicit() : Window.Padding.NONE);
  }

  /** Sizes of a kernel, which an attribute may repeat. */
  static long[] kernel(NodeCall call, Shape weight) {
    long[] kernel = Arrays.stream(weight.dims()).skip(2).asLongStream().toArray();
    long[] said = call.node().wholes("kernel_shape", kernel);
    if (!Arrays.equals(kernel, said)) {
      throw FoveaException.here(
          "expected a kernel of %s, found a weight %s".formatted(Arrays.toString(said), weight),
          "get or export the model again");
    }
    return kernel;
  }

  private static Window over(NodeCall call, Shape x, long[] kernel) {
    checkAxes(call, x, kernel);
    var windows = new WindowAttributes(call, x, sizes(kernel, 1));
    return windows.bare().padding(windows.padding());
  }

  private static void checkAxes(NodeCall call, Shape x, long[] kernel) {
    int axes = x.rank() - 2;
    if (axes != 1 && axes != 2) {
      throw call.declined("an input of shape " + x, "use pictures [n, c, h, w]");
    }
    if (kernel.length != axes) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected a kernel of %d sizes, found %s",
              axes,
              Arrays.toString(kernel)),
          "get or export the model again");
    }
  }

  private Window bare() {
    Window.Size stride = pair(attribute("strides", kernel.length, 1));
    Window.Size dilation = pair(attribute("dilations", kernel.length, 1));
    return new Window(pair(kernel), stride, Window.Padding.NONE, dilation);
  }

  private Window.Padding padding() {
    String automatic = call.node().text("auto_pad", "NOTSET");
    return switch (automatic) {
      case "NOTSET", "" -> explicit();
      case "VALID" -> Window.Padding.NONE;
      case "SAME_UPPER" -> sides(same(false));
      case "SAME_LOWER" -> sides(same(true));
      default -> throw call.declined("auto_pad " + automatic, "use NOTSET");
    };
  }

  private Window.Padding explicit() {
    return sides(attribute("pads", 2 * kernel.length, 0));
  }

  private static Window.Padding sides(int[] pads) {
    return pads.length == 2
        ? new Window.Padding(0, pads[0], 0, pads[1])
        : new Window.Padding(pads[0], pads[1], pads[2], pads[3]);
  }

  private int[] same(boolean moreBefore) {
    int axes = kernel.length;
    int[] stride = attribute("strides", axes, 1);
    int[] dilation = attribute("dilations", axes, 1);
    int[] pads = new int[2 * axes];
    for (int i = 0; i < axes; i++) {
      int size = x.dim(2 + i);
      long results = (size + (long) stride[i] - 1) / stride[i];
      long reach = (results - 1) * stride[i] + (long) dilation[i] * (kernel[i] - 1) + 1;
      int total = HostArithmetic.small(Math.max(0, reach - size));
      pads[i] = moreBefore ? total - total / 2 : total / 2;
      pads[axes + i] = total - pads[i];
    }
    return pads;
  }

  private int[] attribute(String name, int length, int absent) {
    long[] filled = new long[length];
    Arrays.fill(filled, absent);
    long[] values = call.node().wholes(name, filled);
    if (values.length != length) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected %d numbers as %s, found %s",
              length,
              name,
              Arrays.toString(values)),
          "get or export the model again");
    }
    return sizes(values, absent);
  }

  /** Whole numbers of {@code least} or more. */
  static int[] sizes(long[] values, int least) {
    for (long value : values) {
      if (value < least || value > LARGEST) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT,
                "expected sizes from %d to %,d, found %s",
                least,
                LARGEST,
                Arrays.toString(values)),
            "get or export the model again");
      }
    }
    return HostArithmetic.ints(values);
  }

  private static Window.Size pair(int[] values) {
    return values.length == 1
        ? new Window.Size(1, values[0])
        : new Window.Size(values[0], values[1]);
  }

  /** {@code [n, c, w]} as {@code [n, c, 1, w]}, pictures as they are. */
  static Tensor picture(Tensor x) {
    Shape s = x.shape();
    return s.rank() == 3 ? x.reshape(s.dim(0), s.dim(1), 1, s.dim(2)) : x;
  }

  /** A result for {@link #picture} of {@code x} with the rank of {@code x}. */
  static Tensor like(Tensor x, Tensor y) {
    Shape s = y.shape();
    return x.shape().rank() == 3 ? y.reshape(s.dim(0), s.dim(1), s.dim(3)) : y;
  }
}
