package fovea.keras;

/** Height and width of a kernel, a stride or a picture. */
record Size(int height, int width) {

  /** The size of a kernel with gaps of {@code dilation - 1} between its elements. */
  Size dilated(Size dilation) {
    return new Size((height - 1) * dilation.height + 1, (width - 1) * dilation.width + 1);
  }

  boolean isOne() {
    return height == 1 && width == 1;
  }
}
