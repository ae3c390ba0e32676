package fovea.explain.evaluation;

/**
 * A number by which a model's logits are divided so that it is right as often as it says (Guo et
 * al. 2017). Which class is the likeliest does not change. It is fitted on every second picture and
 * judged by the others.
 *
 * @param value above 1 if the model is too sure, below 1 if it is not sure enough
 * @param before calibration on the others at temperature 1
 * @param after calibration on the others at this temperature
 */
public record Temperature(double value, Calibration before, Calibration after) {

  static Temperature of(LogProbabilities logits) {
    double value = logits.fit(0);
    return new Temperature(
        value, Calibration.of(logits.answers(1, 1)), Calibration.of(logits.answers(1, value)));
  }
}
