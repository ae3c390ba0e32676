package fovea.explain.evaluation;

import java.util.Locale;

/**
 * A number by which a model's logits are divided so that it is right as often as it says (Guo et
 * al. 2017). Which class is the likeliest does not change. It is judged by pictures that it was not
 * fitted on.
 *
 * @param value above 1 if the model is too sure, below 1 if it is not sure enough
 * @param fit what it was fitted on
 * @param before calibration at temperature 1, on the pictures that judge
 * @param after calibration at this temperature, on the same pictures
 */
public record Temperature(double value, Fit fit, Calibration before, Calibration after) {

  /** Name of every second one of the pictures, where the others judge. */
  public static final String HALF = "half";

  /**
   * Pictures that a temperature was fitted on.
   *
   * @param part which ones, such as {@code validation}, or {@link #HALF}
   * @param count how many
   */
  public record Fit(String part, int count) {}

  /** Fitted on every second picture, and judged by the others. */
  static Temperature ofHalves(LogProbabilities logits) {
    logits.requireAny(LogProbabilities.Rows.ODD);
    double value = logits.fit(LogProbabilities.Rows.EVEN);
    int fitted = logits.count(LogProbabilities.Rows.EVEN);
    return judged(value, new Fit(HALF, fitted), logits, LogProbabilities.Rows.ODD);
  }

  /** Fitted on all pictures of a part, and judged by all of others. */
  static Temperature of(String part, LogProbabilities fitted, LogProbabilities others) {
    double value = fitted.fit(LogProbabilities.Rows.ALL);
    int count = fitted.count(LogProbabilities.Rows.ALL);
    return judged(value, new Fit(part, count), others, LogProbabilities.Rows.ALL);
  }

  private static Temperature judged(
      double value, Fit fit, LogProbabilities logits, LogProbabilities.Rows rows) {
    return new Temperature(
        value,
        fit,
        Calibration.of(logits.answers(rows, 1)),
        Calibration.of(logits.answers(rows, value)));
  }

  /** What it was fitted on, and what it is judged by, in words. */
  public String basis() {
    return fit.part.equals(HALF)
        ? String.format(
            Locale.ROOT,
            "fitted on every second picture (%,d), judged by the others (%,d)",
            fit.count,
            after.count())
        : String.format(
            Locale.ROOT,
            "fitted on %,d %s pictures, judged by %,d others",
            fit.count,
            fit.part,
            after.count());
  }
}
