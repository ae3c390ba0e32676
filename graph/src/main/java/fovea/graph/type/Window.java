package fovea.graph.type;

/**
 * A window that slides over the last two axes of {@code [n, c, h, w]}: the geometry that
 * convolution and pooling share. Stride 1, no padding and no dilation unless said otherwise.
 */
public record Window(Size kernel, Size stride, Padding padding, Size dilation) {

  /** A pair of vertical and horizontal extent. */
  public record Size(int h, int w) {
    @Override
    public String toString() {
      return h == w ? String.valueOf(h) : h + "x" + w;
    }
  }

  /** Rows and columns added on each side. */
  public record Padding(int top, int left, int bottom, int right) {
    /** No padding. */
    public static final Padding NONE = new Padding(0, 0, 0, 0);

    /** Whether all sides are zero. */
    public boolean none() {
      return equals(NONE);
    }

    @Override
    public String toString() {
      if (top == left && left == bottom && bottom == right) {
        return String.valueOf(top);
      }
      return top + "," + left + "," + bottom + "," + right;
    }
  }

  /** Checks that all sizes are usable. */
  public Window {
    boolean bad =
        Math.min(kernel.h, kernel.w) < 1
            || Math.min(stride.h, stride.w) < 1
            || Math.min(dilation.h, dilation.w) < 1
            || Math.min(
                    Math.min(padding.top, padding.left), Math.min(padding.bottom, padding.right))
                < 0;
    if (bad) {
      throw FoveaException.here(
          "window has kernel "
              + kernel
              + ", stride "
              + stride
              + ", padding "
              + padding
              + ", dilation "
              + dilation,
          "kernel, stride and dilation are 1 or more, padding 0 or more");
    }
  }

  /** A square window. */
  public static Window of(int kernel) {
    return of(kernel, kernel);
  }

  /** A window of the given height and width. */
  public static Window of(int height, int width) {
    return new Window(new Size(height, width), new Size(1, 1), Padding.NONE, new Size(1, 1));
  }

  /** This window with another stride. */
  public Window stride(int stride) {
    return stride(stride, stride);
  }

  /** This window with a stride per axis. */
  public Window stride(int vertical, int horizontal) {
    return new Window(kernel, new Size(vertical, horizontal), padding, dilation);
  }

  /** This window with the same padding on all sides. */
  public Window padding(int padding) {
    return padding(padding, padding);
  }

  /** This window with padding per axis. */
  public Window padding(int vertical, int horizontal) {
    return padding(new Padding(vertical, horizontal, vertical, horizontal));
  }

  /** This window with padding per side. */
  public Window padding(Padding padding) {
    return new Window(kernel, stride, padding, dilation);
  }

  /** This window with gaps of {@code dilation - 1} between its elements. */
  public Window dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /** This window with a dilation per axis. */
  public Window dilation(int vertical, int horizontal) {
    return new Window(kernel, stride, padding, new Size(vertical, horizontal));
  }

  /** This window over a kernel of another size. */
  public Window kernel(int height, int width) {
    return new Window(new Size(height, width), stride, padding, dilation);
  }

  /**
   * This window padded so that the output has {@code ceil(size / stride)} rows and columns; an odd
   * amount goes to the bottom and right, as in TensorFlow.
   */
  public Window same(int height, int width) {
    int vertical = samePadding(height, kernel.h, stride.h, dilation.h);
    int horizontal = samePadding(width, kernel.w, stride.w, dilation.w);
    return padding(
        new Padding(
            vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2));
  }

  /** Rows of the output for an input of {@code height} rows, rounded down. */
  public int outHeight(int height) {
    return out(height + padding.top + padding.bottom, kernel.h, stride.h, dilation.h);
  }

  /** Columns of the output for an input of {@code width} columns, rounded down. */
  public int outWidth(int width) {
    return out(width + padding.left + padding.right, kernel.w, stride.w, dilation.w);
  }

  private static int out(int padded, int kernel, int stride, int dilation) {
    int reach = dilation * (kernel - 1) + 1;
    return padded < reach ? 0 : (padded - reach) / stride + 1;
  }

  private static int samePadding(int size, int kernel, int stride, int dilation) {
    int outputs = (size + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + dilation * (kernel - 1) + 1 - size);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kernel.h + "x" + kernel.w);
    if (stride.h != 1 || stride.w != 1) {
      text.append(" s").append(stride);
    }
    if (!padding.none()) {
      text.append(" p").append(padding);
    }
    if (dilation.h != 1 || dilation.w != 1) {
      text.append(" d").append(dilation);
    }
    return text.toString();
  }
}
