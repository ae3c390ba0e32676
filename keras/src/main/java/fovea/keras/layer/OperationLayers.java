package fovea.keras.layer;

import fovea.keras.config.Feature;
import fovea.keras.config.ModelConfig;

/** Arithmetic with a number, which is no layer of its own in Python: {@code x / 127.5}. */
final class OperationLayers {

  private OperationLayers() {}

  /** A function of TensorFlow, as Keras 2 writes it. */
  static Feature function(LayerCall call) {
    String function = call.config().text("function", "");
    return switch (function) {
      case "math.truediv", "math.divide", "__operators__.truediv" -> arithmetic(call, "Div");
      case "math.multiply", "__operators__.mul" -> arithmetic(call, "Mul");
      case "math.subtract", "__operators__.sub" -> arithmetic(call, "Sub");
      case "math.add", "__operators__.add" -> arithmetic(call, "Add");
      case "nn.relu" -> ActivationLayers.relu(call);
      default -> throw call.config().unsupported("the function tf." + function);
    };
  }

  /** An operation of the only input and a number. */
  static Feature arithmetic(LayerCall call, String operator) {
    if (call.config().find(ModelConfig.OPERAND).isEmpty()) {
      throw call.config().unsupported(call.type() + " without a number");
    }
    Feature input = call.input();
    float[] numbers = NormLayers.numbers(call, ModelConfig.OPERAND, 0);
    return input.value(NormLayers.apply(call, operator, input.value(), input, numbers));
  }

  /** An operation with a number, or the layer of that name, which is for several inputs. */
  static Feature orMerge(LayerCall call, String operator) {
    if (call.config().find(ModelConfig.OPERAND).isPresent()) {
      return arithmetic(call, operator);
    }
    return operator.equals("Sub") ? MergeLayers.difference(call) : MergeLayers.fold(call, operator);
  }
}
