package fovea.onednn.weightgradient;

import fovea.onednn.code.Placement;
import fovea.onednn.code.Span;
import fovea.onednn.ffm.DataType;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the work on a gradient is cut into shares, one for each thread: by pixels, whose sums must be
 * added up afterwards, and by channels, whose pairs some threads then make twice.
 *
 * @param pixels parts of all pairs of pixels
 * @param rows parts of the input's blocks
 * @param columns parts of the upstream gradient's groups of blocks
 */
record Shares(int pixels, int rows, int columns) {
  /** Multiplications that take as long as a byte that is read and written. */
  private static final double PER_BYTE = 16;

  /** Channels of a group of blocks. */
  private static final int OUTPUTS = OuterProducts.MOST_COLUMNS * Placement.BLOCK;

  /**
   * What there is to share out.
   *
   * @param pairs of pixels
   * @param rows blocks of the input, for each pixel of the window
   * @param columns groups of blocks of the upstream gradient
   */
  record Whole(int pairs, int rows, int columns) {}

  /** All of it. */
  static Share one(Whole whole) {
    return new Shares(1, 1, 1).share(0, whole);
  }

  /** The shares for so many threads that take the least time; fewer if there is not enough. */
  static Shares of(int threads, Whole whole) {
    return IntStream.rangeClosed(1, Math.min(threads, whole.pairs()))
        .boxed()
        .flatMap(pixels -> byChannels(pixels, threads / pixels, whole))
        .min(Comparator.comparingDouble(shares -> shares.cost(whole)))
        .orElseThrow();
  }

  private static Stream<Shares> byChannels(int pixels, int threads, Whole whole) {
    return IntStream.rangeClosed(1, Math.min(threads, whole.rows()))
        .mapToObj(rows -> new Shares(pixels, rows, Math.min(threads / rows, whole.columns())));
  }

  /** In bytes, for the largest share. */
  private double cost(Whole whole) {
    double inputs = (double) ceil(whole.rows(), rows) * Placement.BLOCK;
    double outputs = (double) ceil(whole.columns(), columns) * OUTPUTS;
    double summed = 2.0 * ceil(whole.pairs(), pixels);
    double pairs = 2 * DataType.BF16.bytes() * summed * (inputs + outputs);
    return inputs * outputs * summed / PER_BYTE + pairs + added(whole);
  }

  /** What one of the threads writes, and reads and writes when it adds up. */
  private double added(Whole whole) {
    double gradient =
        (double) Float.BYTES * whole.rows() * Placement.BLOCK * whole.columns() * OUTPUTS;
    return pixels == 1 ? 0 : (2 * pixels + 1) * gradient / count();
  }

  private static int ceil(int all, int parts) {
    return Math.ceilDiv(all, parts);
  }

  int count() {
    return pixels * rows * columns;
  }

  /**
   * What one thread does.
   *
   * @param sum in which of the sums of pixels
   */
  record Share(int sum, Span pairs, Span rows, Span columns) {}

  Share share(int index, Whole whole) {
    int sum = index / (rows * columns);
    return new Share(
        sum,
        Span.part(sum, pixels, whole.pairs()),
        Span.part(index / columns % rows, rows, whole.rows()),
        Span.part(index % columns, columns, whole.columns()));
  }
}
