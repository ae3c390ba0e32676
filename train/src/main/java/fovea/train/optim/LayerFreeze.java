package fovea.train.optim;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.train.internal.SettingChecks;
import java.util.List;

/**
 * Parameters that train for some epochs and then stay as they are.
 *
 * @param path of the layer, such as {@code features}; or the name of one parameter
 * @param epochs after which they are frozen; 0 for from the beginning
 */
public record LayerFreeze(String path, int epochs) {

  /**
   * Checks the number.
   *
   * @throws FoveaException if it is below 0
   */
  public LayerFreeze {
    SettingChecks.atLeast("epochs until " + path + " is frozen", epochs, 0);
  }

  /**
   * Checks that there is something to freeze.
   *
   * @throws FoveaException if there is not
   */
  public void check(Network model) {
    if (Parameters.of(model).keySet().stream().noneMatch(n -> Parameters.isInside(n, path))) {
      throw FoveaException.at(
          path,
          "expected parameters to freeze, found none in the model",
          "name a layer of the model, such as one that fovea summary lists");
    }
  }

  /** As they are recorded with a training. */
  public static JsonArray toJson(List<LayerFreeze> freezes) {
    return new JsonArray(
        freezes.stream()
            .<JsonValue>map(
                freeze ->
                    JsonObject.empty().with("path", freeze.path).with("epochs", freeze.epochs))
            .toList());
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static LayerFreeze fromJson(JsonObject json) {
    return new LayerFreeze(json.string("path"), Math.toIntExact(json.integer("epochs")));
  }
}
