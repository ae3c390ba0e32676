package fovea.data.resize;

/**
 * For every output of a part of one axis: which inputs it is made of, and with what weights. All
 * outputs have the same number of taps, some of them 0.
 */
final class ResizeWeights {

  /** Bits after the point: 8 for the byte and 2 for sums above 255 are left. */
  static final int FRACTION = 32 - 8 - 2;

  private final int taps;
  private final int[] first;
  private final int[] weights;

  private ResizeWeights(int outputs, int taps) {
    this.taps = taps;
    this.first = new int[outputs];
    this.weights = new int[outputs * taps];
  }

  /**
   * An axis scaled from one length to another, and then cut.
   *
   * @param from length before
   * @param to length after
   * @param start first output that is wanted
   * @param count of outputs that are wanted
   */
  record Axis(int from, int to, int start, int count) {}

  /**
   * A filter around each output's place: as wide as its definition says in input pixels when
   * enlarging, in output pixels when reducing, which is what keeps fine patterns from turning into
   * coarse ones.
   */
  static ResizeWeights of(Interpolation interpolation, Axis axis) {
    double scale = (double) axis.from / axis.to;
    double stretch = Math.max(scale, 1);
    double reach = radius(interpolation) * stretch;
    var from = new int[axis.count];
    var to = new int[axis.count];
    int taps = 1;
    for (int output = 0; output < axis.count; output++) {
      double center = (axis.start + output + 0.5) * scale;
      from[output] = Math.max((int) (center - reach + 0.5), 0);
      to[output] = Math.min((int) (center + reach + 0.5), axis.from);
      taps = Math.max(taps, to[output] - from[output]);
    }
    var result = new ResizeWeights(axis.count, taps);
    var real = new double[taps];
    for (int output = 0; output < axis.count; output++) {
      double center = (axis.start + output + 0.5) * scale;
      int count = to[output] - from[output];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        // Multiplied, not divided: Pillow's last bit depends on it.
        double distance = Math.abs((i + from[output] - center + 0.5) * (1 / stretch));
        real[i] = weight(interpolation, distance);
        sum += real[i];
      }
      // Near the end the taps that are not needed come first instead of last.
      result.first[output] = Math.min(from[output], axis.from - taps);
      int offset = output * taps + from[output] - result.first[output];
      for (int i = 0; i < count; i++) {
        result.weights[offset + i] = fixedPoint(real[i] / sum);
      }
    }
    return result;
  }

  int outputs() {
    return first.length;
  }

  /** Inputs of each output. */
  int taps() {
    return taps;
  }

  /** Index of each output's first input. */
  int[] first() {
    return first;
  }

  /** Fixed-point numbers, {@code [outputs, taps]}. */
  int[] weights() {
    return weights;
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

  private static int fixedPoint(double weight) {
    double value = weight * (1 << FRACTION);
    return (int) (value < 0 ? value - 0.5 : value + 0.5);
  }
}
