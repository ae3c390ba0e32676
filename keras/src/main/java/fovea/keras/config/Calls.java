package fovea.keras.config;

import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.keras.config.ModelConfig.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What layers of a Functional model are applied to, as Keras 2 and Keras 3 write it. */
final class Calls {
  private static final String TENSOR = "__keras_tensor__";

  private Calls() {}

  /** One list of values for each use of {@code layer}. */
  static List<List<Use>> of(JsonObject layer) {
    List<List<Use>> calls = new ArrayList<>();
    if (layer.find("inbound_nodes").isEmpty()) {
      return calls;
    }
    for (JsonValue call : layer.array("inbound_nodes").values()) {
      List<Use> arguments = new ArrayList<>();
      if (call instanceof JsonObject keras3) {
        tensors(keras3.array("args"), arguments);
      } else {
        arguments.addAll(uses(call));
      }
      calls.add(arguments);
    }
    return calls;
  }

  /**
   * The number that an operation is applied to besides a value: {@code y} in Keras 2, the second
   * argument in Keras 3.
   */
  static Optional<JsonValue> operand(JsonObject layer) {
    if (layer.find("inbound_nodes").orElse(new JsonNull()) instanceof JsonArray(var calls)
        && calls.size() == 1) {
      return switch (calls.getFirst()) {
        case JsonObject keras3 -> keras3.find("args").flatMap(Calls::second);
        case JsonArray(List<JsonValue> call)
            when call.size() == 4 && call.getLast() instanceof JsonObject named ->
            named.find("y").filter(Calls::isNumeric);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private static Optional<JsonValue> second(JsonValue arguments) {
    return arguments instanceof JsonArray(List<JsonValue> values) && values.size() == 2
        ? Optional.of(values.getLast()).filter(Calls::isNumeric)
        : Optional.empty();
  }

  private static boolean isNumeric(JsonValue value) {
    return value instanceof JsonNumber
        || (value instanceof JsonArray(List<JsonValue> values)
            && !values.isEmpty()
            && values.stream().allMatch(JsonNumber.class::isInstance));
  }

  /** Values as {@code [layer, call, output, …]}, one or a list of them. */
  static List<Use> uses(JsonValue value) {
    if (!(value instanceof JsonArray(List<JsonValue> members))) {
      throw ModelConfig.error("a list of values", value.kind());
    }
    if (!members.isEmpty() && members.getFirst() instanceof JsonString) {
      return List.of(use(members));
    }
    List<Use> uses = new ArrayList<>();
    for (JsonValue member : members) {
      if (!(member instanceof JsonArray(List<JsonValue> parts))) {
        throw ModelConfig.error("a value as [layer, call, output]", member.kind());
      }
      uses.add(use(parts));
    }
    return uses;
  }

  private static void tensors(JsonValue value, List<Use> found) {
    switch (value) {
      case JsonArray(List<JsonValue> members) -> members.forEach(member -> tensors(member, found));
      case JsonObject object
          when object.find("class_name").equals(Optional.of(new JsonString(TENSOR))) ->
          found.add(use(object.object("config").array("keras_history").values()));
      case JsonNumber _ -> {} // an operand, see there
      case JsonValue other ->
          throw ModelConfig.error("values of other layers as arguments", other.kind());
    }
  }

  private static Use use(List<JsonValue> parts) {
    if (parts.size() >= 3
        && parts.get(0) instanceof JsonString(String layer)
        && parts.get(1) instanceof JsonNumber call
        && parts.get(2) instanceof JsonNumber output
        && output.toLong() == 0) {
      return new Use(layer, Math.clamp(call.toLong(), 0, Integer.MAX_VALUE));
    }
    throw ModelConfig.error("a value as [layer, call, 0]", "another form");
  }
}
