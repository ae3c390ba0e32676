package fovea.data.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * The mean of all training pictures, value by value, which AlexNet subtracts from its input
 * (Krizhevsky et al. 2012).
 */
public final class MeanPicture implements Centering {
  private final PictureShape shape;
  private final float[] values;

  /**
   * Copies the values.
   *
   * @param shape of the pictures, with the channels that the network takes
   * @param values as bytes are, from 0 to 255: {@code [c, h, w]}
   * @throws DataException if there are others than the shape says, or one is out of range
   */
  public MeanPicture(PictureShape shape, float[] values) {
    this.shape = shape;
    this.values = values.clone();
    require(values.length == shape.values(), shape.values() + " numbers", values.length);
    for (float value : values) {
      require(value >= 0 && value <= 255, "numbers from 0 to 255", value);
    }
  }

  /** Its dimensions. */
  public PictureShape shape() {
    return shape;
  }

  /** One of the values, counted in row-major order. */
  public float at(int index) {
    return values[index];
  }

  /** The values as 32-bit floats, lowest byte first, in base 64; {@link #decode} reads them. */
  public String encode() {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Reads what {@link #encode} made.
   *
   * @throws DataException if it is damaged
   */
  public static MeanPicture decode(PictureShape shape, String text) {
    require(
        text.length() == 4L * Math.ceilDiv((long) shape.values() * Float.BYTES, 3),
        "a picture of " + shape,
        text.length() + " characters");
    try {
      var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      float[] values = new float[shape.values()];
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return new MeanPicture(shape, values);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "preprocessing, mean picture",
          "expected base 64, found other characters",
          "Save the model again");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeanPicture that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "MeanPicture[%s, %08x]", shape, Arrays.hashCode(values));
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new DataException(
          "preprocessing, mean picture",
          "expected " + expected + ", found " + found,
          "Save the model again");
    }
  }
}
