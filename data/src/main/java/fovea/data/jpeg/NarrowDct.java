package fovea.data.jpeg;

/**
 * The transform of {@link InverseDct} in numbers of 16 bits, as the vector units of libjpeg-turbo
 * do it. It differs only for coefficients that no encoder makes: a damaged file then shows the same
 * noise as elsewhere.
 */
final class NarrowDct {

  /** Coefficients below this are transformed alike by both. */
  static final int FROM = 1024;

  private static final int SIDE = 8;
  private static final int FRACTION = 13;
  private static final int FIRST_SHIFT = FRACTION - 2;
  private static final int SECOND_SHIFT = FRACTION + 2 + 3;

  private final int[] block = new int[SIDE * SIDE];
  private final int[] sums = new int[SIDE / 2];
  private final int[] differences = new int[SIDE / 2];

  private NarrowDct() {}

  /**
   * Writes eight rows of samples less 128.
   *
   * @param coefficients {@code [coefficient, block]}
   */
  static void apply(int[][] coefficients, byte[] samples, int offset, int stride) {
    var transform = new NarrowDct();
    for (int i = 0; i < coefficients[0].length; i++) {
      transform.load(coefficients, i);
      transform.columns();
      for (int row = 0; row < SIDE; row++) {
        transform.row(row, samples, offset + row * stride + i * SIDE);
      }
    }
  }

  private void load(int[][] coefficients, int index) {
    for (int k = 0; k < block.length; k++) {
      block[k] = (short) coefficients[k][index];
    }
  }

  private void columns() {
    boolean flat = true;
    for (int k = SIDE; k < block.length; k++) {
      flat &= block[k] == 0;
    }
    for (int column = 0; column < SIDE; column++) {
      if (flat) {
        int value = (short) (block[column] << 2);
        for (int row = 0; row < SIDE; row++) {
          block[row * SIDE + column] = value;
        }
      } else {
        transform(column, SIDE, FIRST_SHIFT);
        for (int i = 0; i < SIDE / 2; i++) {
          block[i * SIDE + column] = narrow(sums[i] + differences[i], FIRST_SHIFT);
          block[(SIDE - 1 - i) * SIDE + column] = narrow(sums[i] - differences[i], FIRST_SHIFT);
        }
      }
    }
  }

  private void row(int row, byte[] samples, int offset) {
    transform(row * SIDE, 1, SECOND_SHIFT);
    for (int i = 0; i < SIDE / 2; i++) {
      samples[offset + i] = sample(sums[i] + differences[i]);
      samples[offset + SIDE - 1 - i] = sample(sums[i] - differences[i]);
    }
  }

  /** Sums have half of what the shift will drop already. */
  private void transform(int first, int step, int shift) {
    int in0 = block[first];
    int in1 = block[first + step];
    int in2 = block[first + 2 * step];
    int in3 = block[first + 3 * step];
    int in4 = block[first + 4 * step];
    int in5 = block[first + 5 * step];
    int in6 = block[first + 6 * step];
    int in7 = block[first + 7 * step];
    int half = 1 << (shift - 1);
    int even = (in2 + in6) * 4433;
    int even2 = even - in6 * 15137;
    int even3 = even + in2 * 6270;
    int even0 = ((short) (in0 + in4) << FRACTION) + half;
    int even1 = ((short) (in0 - in4) << FRACTION) + half;
    sums[0] = even0 + even3;
    sums[1] = even1 + even2;
    sums[2] = even1 - even2;
    sums[3] = even0 - even3;
    int lower = (short) (in7 + in3);
    int upper = (short) (in5 + in1);
    int both = (lower + upper) * 9633;
    int odd3 = both - lower * 16069;
    int odd4 = both - upper * 3196;
    int outer = (in1 + in7) * 7373;
    int inner = (in3 + in5) * 20995;
    differences[0] = in1 * 12299 - outer + odd4;
    differences[1] = in3 * 25172 - inner + odd3;
    differences[2] = in5 * 16819 - inner + odd4;
    differences[3] = in7 * 2446 - outer + odd3;
  }

  private static int narrow(int value, int shift) {
    return Math.clamp(value >> shift, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private static byte sample(int value) {
    return (byte) Math.clamp(value >> SECOND_SHIFT, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }
}
