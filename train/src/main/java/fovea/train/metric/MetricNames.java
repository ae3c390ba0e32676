package fovea.train.metric;

import java.util.Set;

/** How metrics are called by people. */
public final class MetricNames {
  private static final Set<String> SHARES =
      Set.of(
          Metric.ACCURACY,
          "exact_match",
          "balanced_accuracy",
          "macro_f1",
          "f1",
          "mean_average_precision",
          "calibration_error",
          "top5");

  private MetricNames() {}

  /** The name of a metric in words, such as {@code balanced accuracy}. */
  public static String words(String metric) {
    return metric.equals("r2") ? "R²" : metric.replace('_', ' ').replace("f1", "F1");
  }

  /** Whether a metric is a share, which is shown in percent. */
  public static boolean isShare(String metric) {
    return SHARES.contains(metric);
  }
}
