package fovea.hub.finetune;

import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;

/**
 * Weights that might be kept, judged by the training photos that were held out.
 *
 * @param share how far they lie on the way from the baseline (0) to the tuned network (1)
 * @param loss mean of the task's loss
 * @param figure what decides which of two models is the better one for people, such as accuracy
 * @param gain how much lower the loss is than the baseline's, mean over the photos
 * @param noise standard error of the gain
 */
public record FineTuneCandidate(
    double share, double loss, double figure, double gain, double noise) {

  /** A lower loss by less is no reason to prefer other weights. */
  private static final double WORTH = 1e-3;

  /** Of the losses of the same photos. */
  static FineTuneCandidate of(double share, double[] losses, double figure, double[] baseline) {
    int n = losses.length;
    double loss = 0;
    double gain = 0;
    for (int i = 0; i < n; i++) {
      loss += losses[i] / n;
      gain += (baseline[i] - losses[i]) / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(baseline[i] - losses[i] - gain, 2);
    }
    double noise = n < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (n - 1) / n);
    return new FineTuneCandidate(share, loss, figure, gain, noise);
  }

  /** Whether its gain is worth anything, and more than chance would bring: twice the noise. */
  boolean gains() {
    return gain > Math.max(WORTH, 2 * noise);
  }

  static FineTuneCandidate fromJson(JsonObject json) {
    return new FineTuneCandidate(
        json.real("share"),
        number(json, "loss"),
        number(json, "figure"),
        number(json, "gain"),
        number(json, "noise"));
  }

  private static double number(JsonObject json, String key) {
    return json.find(key).filter(JsonNull.class::isInstance).isPresent()
        ? Double.NaN
        : json.real(key);
  }

  /** For files. */
  JsonObject toJson() {
    return JsonObject.empty()
        .with("share", share)
        .with("loss", JsonNumber.orNull(loss))
        .with("figure", JsonNumber.orNull(figure))
        .with("gain", JsonNumber.orNull(gain))
        .with("noise", JsonNumber.orNull(noise));
  }
}
