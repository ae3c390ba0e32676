package fovea.format.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * How many of many values are how large, in buckets of equal width from the least to the largest.
 *
 * @param least value
 * @param largest value
 * @param count number of values
 * @param sum of the values
 * @param squares sum of their squares
 * @param limits upper ends of the buckets, rising
 * @param counts number of values in each bucket
 */
public record ValueHistogram(
    double least,
    double largest,
    double count,
    double sum,
    double squares,
    List<Double> limits,
    List<Double> counts) {

  /** Number of buckets of a histogram of values that differ. */
  public static final int BUCKETS = 30;

  /** Of more values, so many are looked at. */
  private static final long SAMPLE = 1_000_000;

  /** Copies the lists. */
  public ValueHistogram {
    limits = List.copyOf(limits);
    counts = List.copyOf(counts);
  }

  /**
   * A histogram of values. Those that are not finite are left out; of more than a million values, a
   * million or fewer are taken, evenly spread.
   *
   * @param size number of values
   * @param value by its index
   */
  public static ValueHistogram of(long size, LongToDoubleFunction value) {
    double[] values = finite(size, value);
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (double each : values) {
      least = Math.min(least, each);
      largest = Math.max(largest, each);
      sum += each;
      squares += each * each;
    }
    if (values.length == 0) {
      return new ValueHistogram(0, 0, 0, 0, 0, List.of(), List.of());
    }
    int buckets = least == largest ? 1 : BUCKETS;
    double width = (largest - least) / buckets;
    List<Double> limits = new ArrayList<>();
    for (int i = 1; i < buckets; i++) {
      limits.add(least + i * width);
    }
    limits.add(largest);
    List<Double> counts = Arrays.stream(counts(values, least, width, buckets)).boxed().toList();
    return new ValueHistogram(least, largest, values.length, sum, squares, limits, counts);
  }

  private static double[] counts(double[] values, double least, double width, int buckets) {
    double[] counts = new double[buckets];
    for (double each : values) {
      counts[Math.min(buckets - 1, (int) ((each - least) / width))]++;
    }
    return counts;
  }

  private static double[] finite(long size, LongToDoubleFunction value) {
    long stride = stride(size);
    double[] values = new double[(int) Math.ceilDiv(size, stride)];
    int count = 0;
    for (long i = 0; i < size; i += stride) {
      double each = value.applyAsDouble(i);
      if (Double.isFinite(each)) {
        values[count++] = each;
      }
    }
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /** One that shares no factor with the size: it must not meet the same column of all rows. */
  private static long stride(long size) {
    long stride = Math.max(1, Math.ceilDiv(size, SAMPLE));
    while (stride > 1 && commonFactor(size, stride) > 1) {
      stride++;
    }
    return stride;
  }

  private static long commonFactor(long a, long b) {
    return b == 0 ? a : commonFactor(b, a % b);
  }
}
