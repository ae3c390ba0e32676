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
  private final int[] left;
  private final int[] right;

  /** For rows of so many blocks. */
  InverseDct(int blocks) {
    this.coefficients = new int[SIDE * SIDE][blocks];
    this.columns = new int[SIDE * SIDE][blocks];
    this.row = new int[SIDE][blocks];
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

  /** Writes eight rows of samples less 128. */
  void apply(byte[] samples, int offset, int stride) {
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

  private static void butterfly(int[][] from, int first, int[][] to, int target, int shift) {
    var inputs = new int[SIDE][];
    var outputs = new int[SIDE][];
    for (int i = 0; i < SIDE; i++) {
      inputs[i] = from[first + i * SIDE];
      outputs[i] = to[target + i * SIDE];
    }
    transform(inputs, outputs, shift);
  }

  /** Eight values of each block become eight others. */
  private static void transform(int[][] from, int[][] to, int shift) {
    int[] from0 = from[0];
    int[] from1 = from[1];
    int[] from2 = from[2];
    int[] from3 = from[3];
    int[] from4 = from[4];
    int[] from5 = from[5];
    int[] from6 = from[6];
    int[] from7 = from[7];
    int[] to0 = to[0];
    int[] to1 = to[1];
    int[] to2 = to[2];
    int[] to3 = to[3];
    int[] to4 = to[4];
    int[] to5 = to[5];
    int[] to6 = to[6];
    int[] to7 = to[7];
    int half = 1 << (shift - 1);
    for (int i = 0; i < from0.length; i++) {
      int even = (from2[i] + from6[i]) * 4433;
      int even2 = even - from6[i] * 15137;
      int even3 = even + from2[i] * 6270;
      int even0 = ((from0[i] + from4[i]) << FRACTION) + half;
      int even1 = ((from0[i] - from4[i]) << FRACTION) + half;
      int sum0 = even0 + even3;
      int sum3 = even0 - even3;
      int sum1 = even1 + even2;
      int sum2 = even1 - even2;

      int odd5 = (from7[i] + from3[i] + from5[i] + from1[i]) * 9633;
      int odd1 = (from7[i] + from1[i]) * -7373;
      int odd2 = (from5[i] + from3[i]) * -20995;
      int odd3 = (from7[i] + from3[i]) * -16069 + odd5;
      int odd4 = (from5[i] + from1[i]) * -3196 + odd5;
      int difference3 = from7[i] * 2446 + odd1 + odd3;
      int difference2 = from5[i] * 16819 + odd2 + odd4;
      int difference1 = from3[i] * 25172 + odd2 + odd3;
      int difference0 = from1[i] * 12299 + odd1 + odd4;

      to0[i] = (sum0 + difference0) >> shift;
      to7[i] = (sum0 - difference0) >> shift;
      to1[i] = (sum1 + difference1) >> shift;
      to6[i] = (sum1 - difference1) >> shift;
      to2[i] = (sum2 + difference2) >> shift;
      to5[i] = (sum2 - difference2) >> shift;
      to3[i] = (sum3 + difference3) >> shift;
      to4[i] = (sum3 - difference3) >> shift;
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
          (clip(from0[i]) & 0xFF)
              | (clip(from1[i]) & 0xFF) << 8
              | (clip(from2[i]) & 0xFF) << 16
              | clip(from3[i]) << 24;
    }
  }

  private static int clip(int value) {
    return Math.max(-128, Math.min(value, 127));
  }
}
