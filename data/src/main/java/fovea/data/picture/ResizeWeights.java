package fovea.data.picture;

import fovea.data.Interpolation;

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
   * A filter around each output's place: as wide as its definition says in input pixels when
   * enlarging, in output pixels when reducing, which is what keeps fine patterns from turning into
   * coarse ones.
   */
  static ResizeWeights of(Interpolation interpolation, int inputs, int outputs) {
    var result = new ResizeWeights(outputs);
    double scale = (double) inputs / outputs;
    double stretch = Math.max(scale, 1);
    double reach = radius(interpolation) * stretch;
    for (int output = 0; output < outputs; output++) {
      double center = (output + 0.5) * scale;
      int from = Math.max((int) (center - reach + 0.5), 0);
      int to = Math.min((int) (center + reach + 0.5), inputs);
      var real = new double[to - from];
      double sum = 0;
      for (int i = 0; i < real.length; i++) {
        // Multiplied, not divided: Pillow's last bit depends on it.
        real[i] = weight(interpolation, Math.abs((i + from - center + 0.5) * (1 / stretch)));
        sum += real[i];
      }
      result.first[output] = from;
      result.weights[output] = fixedPoint(real, sum);
    }
    return result;
  }

  private static double radius(Interpolation interpolation) {
    return switch (interpolation) {
      case BILINEAR -> 1;
      case BICUBIC -> 2;
    };
  }

  private static double weight(Interpolation interpolation, double distance) {
    return switch (interpolation) {
      case BILINEAR -> Math.max(0, 1 - distance);
      case BICUBIC -> cubic(distance);
    };
  }

  /** Keys's spline with a = -0.5, in the order of operations that Pillow has. */
  private static double cubic(double x) {
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
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
    // Thousands of rounded weights may add up to a little more than one, and a spline overshoots.
    return (byte) Math.clamp(sum >> FRACTION, 0, 255);
  }

  private static int[] fixedPoint(double[] real, double sum) {
    var fixed = new int[real.length];
    for (int i = 0; i < real.length; i++) {
      double value = real[i] / sum * (1 << FRACTION);
      fixed[i] = (int) (value < 0 ? value - 0.5 : value + 0.5);
    }
    return fixed;
  }
}
