package fovea.train.optim;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import fovea.train.internal.SettingChecks;

/**
 * Weight decay: pulls weights towards zero. Biases and the parameters of normalization layers,
 * identified by having one axis or none, are spared unless it is applied {@link #everywhere}:
 * shrinking them regularizes nothing.
 *
 * @param strength what a weight loses, in multiples of itself and of the rate; 0 for none
 * @param onVectors whether parameters of one axis decay as well, as in PyTorch
 */
public record WeightDecay(double strength, boolean onVectors) {

  /**
   * Checks the strength.
   *
   * @throws FoveaException if it is negative or not finite
   */
  public WeightDecay {
    SettingChecks.atLeast("weight decay", strength, 0);
  }

  /** No decay. */
  public static WeightDecay none() {
    return of(0);
  }

  /** Decay of weights, not of biases and normalization parameters. */
  public static WeightDecay of(double strength) {
    return new WeightDecay(strength, false);
  }

  /** The same decay on all parameters. */
  public WeightDecay everywhere() {
    return new WeightDecay(strength, true);
  }

  /** The strength for a parameter of the given type. */
  public double on(TensorType parameter) {
    return onVectors || parameter.shape().rank() > 1 ? strength : 0;
  }

  /** For files; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    return JsonObject.empty().with("strength", strength).with("on_vectors", onVectors);
  }

  /**
   * Reads what {@link #toJson} made; a number is the strength of a decay of weights only.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static WeightDecay fromJson(JsonValue json) {
    return switch (json) {
      case JsonNumber strength -> of(strength.toDouble());
      case JsonObject fields -> new WeightDecay(fields.real("strength"), fields.flag("on_vectors"));
      case JsonString _, JsonArray _, JsonBoolean _, JsonNull _ ->
          throw new FormatException(
              "weight decay", "expected a number, found " + json.kind(), "Correct it");
    };
  }
}
