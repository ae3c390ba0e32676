package fovea.data;

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
          "expected %,d bytes for %s, found %,d".formatted(shape.values(), shape, pixels.length),
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

  /** Brightness from 0 to 255. */
  public int at(int channel, int row, int column) {
    return pixels[(channel * shape.height() + row) * shape.width() + column] & 0xFF;
  }

  /**
   * This picture with one channel or three: gray is repeated, color becomes its luma (ITU-R 601-2).
   *
   * @throws DataException for any other change
   */
  public Picture withChannels(int channels) {
    if (channels == shape.channels()) {
      return this;
    }
    var adapted = new Picture(shape.withChannels(channels));
    Channels.of(shape.channels(), channels).copy(pixels, adapted.pixels, shape.pixels());
    return adapted;
  }
}
