package fovea.app.train;

import fovea.app.console.Quantity;
import java.util.Set;

/** Metrics as people read them. */
public final class MetricText {
  private static final Set<String> SHARES =
      Set.of(
          "accuracy",
          "exact_match",
          "balanced_accuracy",
          "macro_f1",
          "f1",
          "mean_average_precision",
          "calibration_error",
          "top5");

  private MetricText() {}

  /** Its name in words. */
  public static String name(String metric) {
    return metric.equals("r2") ? "R²" : metric.replace('_', ' ').replace("f1", "F1");
  }

  /** Its value: a share in percent, else a number. */
  public static String value(String metric, double value) {
    return SHARES.contains(metric)
        ? Quantity.percent(value)
        : metric.equals("loss") ? Quantity.loss(value) : Quantity.rounded(value);
  }
}
