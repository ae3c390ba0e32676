package fovea.data.pixels;

import java.util.Locale;

/** One picture of bytes. */
public final class Picture {

  private final PictureShape shape;
  private final byte[] pixels;

  /**
   * Takes the bytes as they are, without a copy.
   *
   * @throws DataException if {@code pixels} has not the size of the shape
   */
  public Picture(PictureShape shape, byte[] pixels) {
    if (pixels.length != shape.values()) {
      throw new DataException(
          "picture",
          String.format(
              Locale.ROOT,
              "expected %,d bytes for %s, found %,d",
              shape.values(),
              shape,
              pixels.length),
          "Give one byte for each value");
    }
    this.shape = shape;
    this.pixels = pixels;
  }

  /** A black picture. */
  public Picture(PictureShape shape) {
    this(shape, new byte[shape.values()]);
  }

  /** Its dimensions. */
  public PictureShape shape() {
    return shape;
  }

  /** The bytes themselves, 0 (black) to 255, channel by channel, row by row. */
  public byte[] pixels() {
    return pixels;
  }

  /** All bytes as floats from 0 (black) to 1, channel by channel, row by row. */
  public float[] floats() {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xFF) / 255f;
    }
    return values;
  }

  /** Brightness from 0 to 255. */
  public int at(int channel, int row, int column) {
    return pixels[(channel * shape.height() + row) * shape.width() + column] & 0xFF;
  }

  /**
   * This picture with one channel or three: gray is repeated, color becomes its luma (ITU-R 601-2).
   *
   * @throws DataException for any other change
   */
  public Picture channels(int channels) {
    if (channels == shape.channels()) {
      return this;
    }
    var adapted = new Picture(shape.channels(channels));
    ChannelConversion.of(shape.channels(), channels).copy(pixels, adapted.pixels, shape.pixels());
    return adapted;
  }

  /**
   * A copy of a part.
   *
   * @throws DataException if the part reaches beyond the picture
   */
  public Picture part(int top, int left, int height, int width) {
    new CropBox(top, left, height, width).requireWithin(shape);
    var part = new Picture(new PictureShape(shape.channels(), height, width));
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < height; row++) {
        System.arraycopy(
            pixels,
            (channel * shape.height() + top + row) * shape.width() + left,
            part.pixels,
            (channel * height + row) * width,
            width);
      }
    }
    return part;
  }
}
