package fovea.keras.config;

/** What is added to a picture, or cut from it, at each side, in ONNX's order. */
public record Margins(int top, int left, int bottom, int right) {
  public static final Margins NONE = new Margins(0, 0, 0, 0);

  /**
   * TensorFlow's "same" padding: as much as gives {@code ceil(size / stride)} outputs, an odd one
   * at the end. Sizes may be unknown where the stride is 1.
   */
  public static Margins same(HeightWidth picture, HeightWidth kernel, HeightWidth stride) {
    int rows = total(picture.height(), kernel.height(), stride.height());
    int columns = total(picture.width(), kernel.width(), stride.width());
    return new Margins(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  private static int total(int size, int kernel, int stride) {
    if (stride == 1) {
      return kernel - 1;
    }
    int outputs = Math.ceilDiv(size, stride);
    return Math.max(0, (outputs - 1) * stride + kernel - size);
  }

  public Margins plus(Margins other) {
    return new Margins(
        top + other.top, left + other.left, bottom + other.bottom, right + other.right);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  public long[] pads() {
    return new long[] {top, left, bottom, right};
  }
}
