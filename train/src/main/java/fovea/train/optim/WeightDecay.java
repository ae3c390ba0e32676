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
  private static final String STRENGTH = "strength";
  private static final String ON_VECTORS = "on_vectors";

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

  /** For files: a number, or an object if biases decay, too; {@link #fromJson} reads it back. */
  public JsonValue toJson() {
    return onVectors
        ? JsonObject.empty().with(STRENGTH, strength).with(ON_VECTORS, true)
        : JsonNumber.of(strength);
  }

  /**
   * Reads what {@link #toJson} made; a number is the strength of a decay of weights only.
   *
   * @throws FormatException if it is no such value
   */
  public static WeightDecay fromJson(JsonValue json) {
    return switch (json) {
      case JsonNumber strength -> of(strength.toDouble());
      case JsonObject fields -> new WeightDecay(fields.real(STRENGTH), fields.flag(ON_VECTORS));
      case JsonArray _, JsonString _, JsonBoolean _, JsonNull _ ->
          throw new FormatException(
              "weight decay",
              "expected a number, found " + json.kind(),
              "Write weight_decay=1e-4, or weight_decay=(strength=1e-4,on_vectors=true)");
    };
  }
}
