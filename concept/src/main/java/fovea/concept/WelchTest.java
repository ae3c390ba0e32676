package fovea.concept;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.stat.inference.TTest;

/** Welch's t-test of two samples whose variances may differ (Welch 1947). */
final class WelchTest {
  private WelchTest() {}

  /** How likely means differ at least so much by chance, two-sided. */
  static double p(List<Double> first, List<Double> second) {
    double[] a = array(first);
    double[] b = array(second);
    if (isConstant(a) && isConstant(b)) {
      // Without any variance there is no statistic.
      return a[0] == b[0] ? 1 : 0;
    }
    return new TTest().tTest(a, b);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
