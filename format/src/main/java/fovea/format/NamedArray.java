package fovea.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * An array as a file holds it: a name, a type, a shape and the elements, row by row.
 *
 * @param name unique in its file
 * @param type of each element
 * @param shape outermost dimension first; empty for a single number
 * @param data the elements, little-endian, not necessarily aligned; may be a view of a mapped file
 */
public record NamedArray(String name, ArrayDType type, List<Long> shape, MemorySegment data) {

  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * Checks that type, shape and data agree.
   *
   * @throws FormatException if the data has not the size that type and shape ask for
   */
  public NamedArray {
    shape = List.copyOf(shape);
    long expected = checkedBytes(name, type, shape);
    if (data.byteSize() != expected) {
      throw new FormatException(
          describe(name),
          String.format(
              Locale.ROOT,
              "expected %,d bytes for %s %s, found %,d",
              expected,
              type,
              shape,
              data.byteSize()),
          JsonParser.REMEDY);
    }
  }

  /** An F32 array of a copy of {@code values}. */
  public static NamedArray of(String name, List<Long> shape, float... values) {
    MemorySegment data = MemorySegment.ofArray(new byte[values.length * Float.BYTES]);
    MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
    return new NamedArray(name, ArrayDType.F32, shape, data);
  }

  /** An F64 array of a copy of {@code values}. */
  public static NamedArray of(String name, List<Long> shape, double... values) {
    MemorySegment data = MemorySegment.ofArray(new byte[values.length * Double.BYTES]);
    MemorySegment.copy(values, 0, data, DOUBLE, 0, values.length);
    return new NamedArray(name, ArrayDType.F64, shape, data);
  }

  /** An I64 array of a copy of {@code values}. */
  public static NamedArray of(String name, List<Long> shape, long... values) {
    MemorySegment data = MemorySegment.ofArray(new byte[values.length * Long.BYTES]);
    MemorySegment.copy(values, 0, data, LONG, 0, values.length);
    return new NamedArray(name, ArrayDType.I64, shape, data);
  }

  /** Number of elements. */
  public long elements() {
    return data.byteSize() / type.bytes();
  }

  /**
   * The elements as floats: halves are widened, doubles and whole numbers rounded.
   *
   * @throws FormatException if there are more elements than a Java array holds
   */
  public float[] toFloats() {
    var values = new float[length()];
    if (type == ArrayDType.F32) {
      MemorySegment.copy(data, FLOAT, 0, values, 0, values.length);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) real(i);
    }
    return values;
  }

  /**
   * The elements as doubles; whole numbers of over 53 bits are rounded.
   *
   * @throws FormatException if there are more elements than a Java array holds
   */
  public double[] toDoubles() {
    var values = new double[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = real(i);
    }
    return values;
  }

  /**
   * The elements of an array of whole numbers or booleans.
   *
   * @throws FormatException if the array holds real numbers, or more elements than a Java array
   */
  public long[] toLongs() {
    if (type.isReal()) {
      throw new FormatException(
          describe(name), "expected whole numbers, found " + type, "Read it as real numbers");
    }
    var values = new long[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole(i);
    }
    return values;
  }

  /** Size of such an array; the shape may come from a hostile file. */
  static long bytes(ArrayDType type, List<Long> shape) {
    long bytes = type.bytes();
    try {
      for (long dimension : shape) {
        if (dimension < 0) {
          throw new FormatException(
              "shape", "expected no negative dimension, found " + shape, JsonParser.REMEDY);
        }
        bytes = Math.multiplyExact(bytes, dimension);
      }
    } catch (ArithmeticException e) {
      throw new FormatException("shape", shape + " is too large for 64 bits", JsonParser.REMEDY);
    }
    return bytes;
  }

  private static long checkedBytes(String name, ArrayDType type, List<Long> shape) {
    try {
      return bytes(type, shape);
    } catch (FormatException e) {
      throw e.within(describe(name));
    }
  }

  static String describe(String name) {
    return "array " + FormatException.excerpt(name);
  }

  private int length() {
    if (elements() > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          describe(name),
          String.format(Locale.ROOT, "%,d elements are more than a Java array holds", elements()),
          "Use its memory segment");
    }
    return (int) elements();
  }

  private double real(long index) {
    return switch (type) {
      case F64 -> data.getAtIndex(DOUBLE, index);
      case F32 -> data.getAtIndex(FLOAT, index);
      case F16 -> Float.float16ToFloat(data.getAtIndex(SHORT, index));
      case BF16 -> Float.intBitsToFloat(data.getAtIndex(SHORT, index) << 16);
      case I64, I32, I16, I8, U8, BOOL -> whole(index);
    };
  }

  private long whole(long index) {
    return switch (type) {
      case I64 -> data.getAtIndex(LONG, index);
      case I32 -> data.getAtIndex(INT, index);
      case I16 -> data.getAtIndex(SHORT, index);
      case I8 -> data.get(ValueLayout.JAVA_BYTE, index);
      case U8, BOOL -> data.get(ValueLayout.JAVA_BYTE, index) & 0xFF;
      case F64, F32, F16, BF16 -> throw new IllegalStateException("checked by the caller");
    };
  }
}
