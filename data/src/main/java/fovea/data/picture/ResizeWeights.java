package fovea.data.picture;

/** For every output along one axis: which inputs it is made of, and with what weights. */
final class ResizeWeights {

  /** Bits after the point: 8 for the byte and 2 for sums above 255 are left. */
  private static final int FRACTION = 32 - 8 - 2;

  private final int[] first;
  private final int[][] weights;

  private ResizeWeights(int outputs) {
    this.first = new int[outputs];
    this.weights = new int[outputs][];
  }

  /**
   * A triangle around each output's place: one input pixel wide on either side when enlarging, one
   * output pixel when reducing, which is what keeps fine patterns from turning into coarse ones.
   */
  static ResizeWeights bilinear(int inputs, int outputs) {
    var result = new ResizeWeights(outputs);
    double scale = (double) inputs / outputs;
    double reach = Math.max(scale, 1);
    for (int output = 0; output < outputs; output++) {
      double center = (output + 0.5) * scale;
      int from = Math.max((int) (center - reach + 0.5), 0);
      int to = Math.min((int) (center + reach + 0.5), inputs);
      var real = new double[to - from];
      double sum = 0;
      for (int i = 0; i < real.length; i++) {
        // Multiplied, not divided: Pillow's last bit depends on it.
        real[i] = Math.max(0, 1 - Math.abs((i + from - center + 0.5) * (1 / reach)));
        sum += real[i];
      }
      result.first[output] = from;
      result.weights[output] = fixedPoint(real, sum);
    }
    return result;
  }

  int outputs() {
    return first.length;
  }

  /** One output, from inputs that begin at {@code offset} and lie {@code stride} apart. */
  byte apply(int output, byte[] inputs, int offset, int stride) {
    int[] factors = weights[output];
    int sum = 1 << (FRACTION - 1);
    int at = offset + first[output] * stride;
    for (int factor : factors) {
      sum += (inputs[at] & 0xFF) * factor;
      at += stride;
    }
    // Thousands of rounded weights may add up to a little more than one.
    return (byte) Math.min(sum >> FRACTION, 255);
  }

  private static int[] fixedPoint(double[] real, double sum) {
    var fixed = new int[real.length];
    for (int i = 0; i < real.length; i++) {
      fixed[i] = (int) (0.5 + real[i] / sum * (1 << FRACTION));
    }
    return fixed;
  }
}
