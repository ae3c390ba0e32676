package fovea.app.predict;

import fovea.explain.evaluation.Temperature;
import fovea.format.JsonObject;

/** A fitted temperature for programs. */
public final class TemperatureJson {

  private TemperatureJson() {}

  /**
   * The value, what it was fitted on, and the calibration errors before and after it on pictures it
   * was not fitted on.
   */
  public static JsonObject of(Temperature fitted) {
    return JsonObject.empty()
        .with("value", fitted.value())
        .with("fitted_on", fitted.fit().part())
        .with("n_fitted", fitted.fit().count())
        .with("calibration_error_before", fitted.before().expectedError())
        .with("calibration_error_after", fitted.after().expectedError())
        .with("n", fitted.after().count());
  }
}
