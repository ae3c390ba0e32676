package fovea.graph.type;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Counts the elements that are NaN or infinite, at about the speed of memory: those whose exponent
 * has no bit that is zero.
 */
public final class NonFinite {
  private static final int CHUNK = 1024;
  private static final int EXPONENT = 0x7f80_0000;
  private static final int LOWEST = 0x0080_0000;
  private static final long WIDE_EXPONENT = 0x7ff0_0000_0000_0000L;
  private static final long WIDE_LOWEST = 0x0010_0000_0000_0000L;

  private NonFinite() {}

  /** How many elements of {@code values} are NaN or infinite. */
  public static long count(HostBuffer values) {
    return count(values.type().dtype(), values.data());
  }

  /**
   * How many elements are NaN or infinite.
   *
   * @param data elements of {@code dtype} in any order; the padding of a layout is zeros
   */
  public static long count(DType dtype, MemorySegment data) {
    return switch (dtype) {
      case F32 -> floats(data);
      case F64 -> doubles(data);
      case BF16 -> halves(data);
      case U8, I32, I64 -> 0;
    };
  }

  // Adding the lowest bit of the exponent carries into the sign only where all others are set. The
  // loops go over arrays because the compiler makes vector code of those (JDK 25).

  private static long floats(MemorySegment data) {
    long count = data.byteSize() / Float.BYTES;
    int[] words = new int[(int) Math.min(CHUNK, count)];
    long found = 0;
    for (long from = 0; from < count; from += CHUNK) {
      int length = (int) Math.min(CHUNK, count - from);
      MemorySegment.copy(data, JAVA_INT_UNALIGNED, from * Float.BYTES, words, 0, length);
      found += floats(words, length);
    }
    return found;
  }

  private static int floats(int[] words, int length) {
    int found = 0;
    for (int i = 0; i < length; i++) {
      found += ((words[i] & EXPONENT) + LOWEST) >>> 31;
    }
    return found;
  }

  private static long doubles(MemorySegment data) {
    long count = data.byteSize() / Double.BYTES;
    long found = 0;
    for (long i = 0; i < count; i++) {
      long word = data.getAtIndex(JAVA_LONG_UNALIGNED, i);
      found += ((word & WIDE_EXPONENT) + WIDE_LOWEST) >>> 63;
    }
    return found;
  }

  private static long halves(MemorySegment data) {
    long count = data.byteSize() / Short.BYTES;
    long found = 0;
    for (long i = 0; i < count; i++) {
      int word = data.getAtIndex(JAVA_SHORT_UNALIGNED, i) << Short.SIZE;
      found += ((word & EXPONENT) + LOWEST) >>> 31;
    }
    return found;
  }
}
