package fovea.train.optim;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.nn.Parameters;
import fovea.train.internal.SettingChecks;
import java.util.List;
import java.util.Optional;

/**
 * Parameters that are trained otherwise than the rest: all of a layer. Both numbers are multiples,
 * so that a schedule holds for all groups; of nested groups, the innermost counts.
 *
 * @param path of the layer, such as {@code features}; or the name of one parameter
 * @param rate in multiples of the trainer's rate; 1 by default
 * @param weightDecay in multiples of the optimizer's weight decay; 1 by default
 * @param optimizer that trains them in place of the trainer's; none by default
 */
public record ParameterGroup(
    String path, double rate, double weightDecay, Optional<Optimizer> optimizer) {

  /**
   * Checks the numbers.
   *
   * @throws fovea.graph.type.FoveaException if one is negative or not finite
   */
  public ParameterGroup {
    SettingChecks.atLeast("rate of " + path, rate, 0);
    SettingChecks.atLeast("weight decay of " + path, weightDecay, 0);
  }

  /** The parameters of the layer at {@code path}, trained like the rest. */
  public static ParameterGroup of(String path) {
    return new ParameterGroup(path, 1, 1, Optional.empty());
  }

  /** With another multiple of the rate. */
  public ParameterGroup rate(double multiple) {
    return new ParameterGroup(path, multiple, weightDecay, optimizer);
  }

  /** With another multiple of the weight decay. */
  public ParameterGroup weightDecay(double multiple) {
    return new ParameterGroup(path, rate, multiple, optimizer);
  }

  /**
   * Trained by another optimizer, such as a last layer beside {@link Muon}: at its own rate times
   * what the schedule makes of the trainer's.
   */
  public ParameterGroup optimizer(Optimizer other) {
    return new ParameterGroup(path, rate, weightDecay, Optional.of(other));
  }

  /** Whether the parameter of that name belongs to it. */
  boolean has(String name) {
    return Parameters.isInside(name, path);
  }

  /** As they are recorded with a training. */
  public static JsonArray toJson(List<ParameterGroup> groups) {
    return new JsonArray(groups.stream().<JsonValue>map(ParameterGroup::toJson).toList());
  }

  /**
   * Reads what {@link #toJson(List)} made of one.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static ParameterGroup fromJson(JsonObject json) {
    return new ParameterGroup(
        json.string("path"),
        json.real("rate"),
        json.real("weight_decay"),
        json.find("optimizer").map(Optimizer.codecs()::read));
  }

  private JsonObject toJson() {
    JsonObject json =
        JsonObject.empty().with("path", path).with("rate", rate).with("weight_decay", weightDecay);
    return optimizer
        .map(other -> json.with("optimizer", Optimizer.codecs().write(other)))
        .orElse(json);
  }
}
