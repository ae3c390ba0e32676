package fovea.data.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Makes samples of coefficients: the exact integer transform of libjpeg (Loeffler, Ligtenberg and
 * Moschytz 1989), for all blocks of a row at once.
 *
 * <p>Coefficient k of all blocks lies in one array, so that every step is a loop over blocks that
 * the vector unit can take.
 */
final class InverseDct {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SIDE = 8;
  private static final int FRACTION = 13;

  /** The first pass keeps two bits after the point. */
  private static final int FIRST_SHIFT = FRACTION - 2;

  /** The second drops them, and the factor 8 of the transform. */
  private static final int SECOND_SHIFT = FRACTION + 2 + 3;

  private final int[][] coefficients;
  private final int[][] columns;
  private final int[][] row;

  /** Halves of the results of a transform: result i is sum i + difference i, 7 - i the other. */
  private final int[][] sums;

  private final int[][] differences;
  private final int[] left;
  private final int[] right;

  /** For rows of so many blocks. */
  InverseDct(int blocks) {
    this.coefficients = new int[SIDE * SIDE][blocks];
    this.columns = new int[SIDE * SIDE][blocks];
    this.row = new int[SIDE][blocks];
    this.sums = new int[SIDE / 2][blocks];
    this.differences = new int[SIDE / 2][blocks];
    this.left = new int[blocks];
    this.right = new int[blocks];
  }

  /** To be filled, {@code [coefficient, block]}, multiplied by the quantization. */
  int[][] coefficients() {
    return coefficients;
  }

  void clear() {
    for (int[] coefficient : coefficients) {
      Arrays.fill(coefficient, 0);
    }
  }

  /**
   * Writes eight rows of samples less 128.
   *
   * @param magnitude bits that are set in the largest coefficients
   */
  void apply(byte[] samples, int offset, int stride, int magnitude) {
    if (magnitude >= NarrowDct.FROM) {
      NarrowDct.apply(coefficients, samples, offset, stride);
      return;
    }
    for (int column = 0; column < SIDE; column++) {
      butterfly(coefficients, column, columns, column, FIRST_SHIFT);
    }
    for (int i = 0; i < SIDE; i++) {
      rows(i);
      store(samples, offset + i * stride);
    }
  }

  private void rows(int i) {
    var line = new int[SIDE][];
    System.arraycopy(columns, i * SIDE, line, 0, SIDE);
    transform(line, row, SECOND_SHIFT);
  }

  private void butterfly(int[][] from, int first, int[][] to, int target, int shift) {
    var inputs = new int[SIDE][];
    var outputs = new int[SIDE][];
    for (int i = 0; i < SIDE; i++) {
      inputs[i] = from[first + i * SIDE];
      outputs[i] = to[target + i * SIDE];
    }
    transform(inputs, outputs, shift);
  }

  /**
   * Eight values of each block become eight others, in steps that are small enough for the vector
   * unit; each reads all that it needs before it writes, since arrays could be the same.
   */
  private void transform(int[][] from, int[][] to, int shift) {
    rotate(from[2], from[6]);
    evenSums(from[0], from[4], 1 << (shift - 1));
    oddSums(from);
    outerDifferences(from[1], from[7]);
    innerDifferences(from[3], from[5]);
    for (int i = 0; i < SIDE / 2; i++) {
      join(sums[i], differences[i], to[i], to[SIDE - 1 - i], shift);
    }
  }

  private void rotate(int[] from2, int[] from6) {
    int[] even2 = sums[2];
    int[] even3 = sums[3];
    for (int i = 0; i < from2.length; i++) {
      int second = from2[i];
      int sixth = from6[i];
      int even = (second + sixth) * 4433;
      int lower = even - sixth * 15137;
      int upper = even + second * 6270;
      even2[i] = lower;
      even3[i] = upper;
    }
  }

  private void evenSums(int[] from0, int[] from4, int half) {
    int[] sum0 = sums[0];
    int[] sum1 = sums[1];
    int[] sum2 = sums[2];
    int[] sum3 = sums[3];
    for (int i = 0; i < from0.length; i++) {
      int fourth = from4[i];
      int even0 = ((from0[i] + fourth) << FRACTION) + half;
      int even1 = even0 - (fourth << (FRACTION + 1));
      int even2 = sum2[i];
      int even3 = sum3[i];
      sum0[i] = even0 + even3;
      sum1[i] = even1 + even2;
      sum2[i] = even1 - even2;
      sum3[i] = even0 - even3;
    }
  }

  /** What odd coefficients have in common: in differences 1 and 2 until these are made. */
  private void oddSums(int[][] from) {
    int[] from1 = from[1];
    int[] from3 = from[3];
    int[] from5 = from[5];
    int[] from7 = from[7];
    int[] odd3 = differences[1];
    int[] odd4 = differences[2];
    for (int i = 0; i < from1.length; i++) {
      int lower = from7[i] + from3[i];
      int upper = from5[i] + from1[i];
      int both = (lower + upper) * 9633;
      odd3[i] = both - lower * 16069;
      odd4[i] = both - upper * 3196;
    }
  }

  private void outerDifferences(int[] from1, int[] from7) {
    int[] odd3 = differences[1];
    int[] odd4 = differences[2];
    int[] difference0 = differences[0];
    int[] difference3 = differences[3];
    for (int i = 0; i < from1.length; i++) {
      int first = from1[i];
      int seventh = from7[i];
      int odd1 = (first + seventh) * 7373;
      int lower = first * 12299 - odd1 + odd4[i];
      int upper = seventh * 2446 - odd1 + odd3[i];
      difference0[i] = lower;
      difference3[i] = upper;
    }
  }

  private void innerDifferences(int[] from3, int[] from5) {
    int[] difference1 = differences[1];
    int[] difference2 = differences[2];
    for (int i = 0; i < from3.length; i++) {
      int third = from3[i];
      int fifth = from5[i];
      int odd2 = (third + fifth) * 20995;
      int lower = third * 25172 - odd2 + difference1[i];
      int upper = fifth * 16819 - odd2 + difference2[i];
      difference1[i] = lower;
      difference2[i] = upper;
    }
  }

  private static void join(int[] sum, int[] difference, int[] near, int[] far, int shift) {
    for (int i = 0; i < sum.length; i++) {
      int even = sum[i];
      int odd = difference[i];
      near[i] = (even + odd) >> shift;
      far[i] = (even - odd) >> shift;
    }
  }

  private void store(byte[] samples, int offset) {
    pack(row, 0, left);
    pack(row, 4, right);
    for (int i = 0; i < left.length; i++) {
      LONG.set(samples, offset + i * SIDE, (left[i] & 0xFFFFFFFFL) | (long) right[i] << 32);
    }
  }

  /** Four samples of each block in one number, the first one lowest. */
  private static void pack(int[][] from, int first, int[] to) {
    int[] from0 = from[first];
    int[] from1 = from[first + 1];
    int[] from2 = from[first + 2];
    int[] from3 = from[first + 3];
    for (int i = 0; i < to.length; i++) {
      to[i] =
          (clamp(from0[i]) & 0xFF)
              | (clamp(from1[i]) & 0xFF) << 8
              | (clamp(from2[i]) & 0xFF) << 16
              | clamp(from3[i]) << 24;
    }
  }

  private static int clamp(int value) {
    return Math.max(-128, Math.min(value, 127));
  }
}
