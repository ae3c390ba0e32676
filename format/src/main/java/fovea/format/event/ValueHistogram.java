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
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long count = 0;
    long stride = stride(size);
    for (long i = 0; i < size; i += stride) {
      double each = value.applyAsDouble(i);
      if (Double.isFinite(each)) {
        least = Math.min(least, each);
        largest = Math.max(largest, each);
        sum += each;
        squares += each * each;
        count++;
      }
    }
    if (count == 0) {
      return new ValueHistogram(0, 0, 0, 0, 0, List.of(), List.of());
    }
    if (least == largest) {
      return new ValueHistogram(
          least, largest, count, sum, squares, List.of(largest), List.of((double) count));
    }
    double width = (largest - least) / BUCKETS;
    double[] counts = new double[BUCKETS];
    for (long i = 0; i < size; i += stride) {
      double each = value.applyAsDouble(i);
      if (Double.isFinite(each)) {
        counts[Math.min(BUCKETS - 1, (int) ((each - least) / width))]++;
      }
    }
    List<Double> limits = new ArrayList<>();
    for (int i = 1; i < BUCKETS; i++) {
      limits.add(least + i * width);
    }
    limits.add(largest);
    List<Double> boxed = Arrays.stream(counts).boxed().toList();
    return new ValueHistogram(least, largest, count, sum, squares, limits, boxed);
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
