package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * Floats as their bits, for what the compiler turns into vector code on whole numbers only:
 * comparisons, choices, exponents. To look at an array of floats as one of ints it copies, which is
 * fast, where it converts one by one (JDK 25).
 */
final class FloatBits {
  /** Bits of infinity; those of NaN are above. */
  static final int INFINITE = 0x7f800000;

  private static final int MAGNITUDE = 0x7fffffff;

  private FloatBits() {}

  /** Writes the bits of the first floats into {@code words}. */
  static void of(float[] floats, int[] words, int length) {
    MemorySegment.copy(MemorySegment.ofArray(floats), JAVA_INT, 0, words, 0, length);
  }

  /** Writes the floats of which {@code words} are the bits. */
  static void floats(int[] words, float[] floats, int length) {
    MemorySegment.copy(MemorySegment.ofArray(words), JAVA_FLOAT, 0, floats, 0, length);
  }

  /** A whole number that is ordered as the float is; that of both zeros is 0. */
  static int ordered(int bits) {
    int sign = bits >> 31;
    return ((bits & MAGNITUDE) ^ sign) - sign;
  }

  /** A whole number in the order of {@link Float#compare}: NaN is above infinity, 0 above -0. */
  static int rank(int bits) {
    int number = number(bits);
    int total = bits ^ ((bits >> 31) & MAGNITUDE);
    return (total & number) | (MAGNITUDE & ~number);
  }

  /** All ones if the float is a number, zero if it is NaN. */
  static int number(int bits) {
    return ~((INFINITE - (bits & MAGNITUDE)) >> 31);
  }

  /** All ones unless {@code word} is 0. */
  static int nonzero(int word) {
    return (word | -word) >> 31;
  }

  /** The magnitude's bits: 0 for both zeros. */
  static int magnitude(int bits) {
    return bits & MAGNITUDE;
  }
}
