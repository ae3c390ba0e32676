package fovea.keras.config;

/** Height and width of a kernel, a stride or a picture. */
public record HeightWidth(int height, int width) {

  /** The size of a kernel with gaps of {@code dilation - 1} between its elements. */
  public HeightWidth dilated(HeightWidth dilation) {
    return new HeightWidth((height - 1) * dilation.height + 1, (width - 1) * dilation.width + 1);
  }

  public boolean isOne() {
    return height == 1 && width == 1;
  }
}
