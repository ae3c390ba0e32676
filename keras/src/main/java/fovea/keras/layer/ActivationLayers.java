package fovea.keras.layer;

import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.mapping.Mapping;
import java.util.List;
import java.util.Locale;

/** Activations: layers of their own, and those that other layers name. */
final class ActivationLayers {
  private static final double KERAS_3_LEAK = 0.2;

  private ActivationLayers() {}

  /** Whether a layer's class is an activation. */
  static boolean has(String type) {
    return switch (type) {
      case "Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Softmax" -> true;
      default -> false;
    };
  }

  /** Translates a layer that is an activation. */
  static Feature layer(LayerCall call) {
    Config config = call.config();
    return switch (call.type()) {
      case "Activation" -> named(call, call.raw());
      case "ReLU" -> relu(call);
      case "LeakyReLU" ->
          alpha(call, "LeakyRelu", config.real("negative_slope", config.real("alpha", 0.3)));
      case "ELU" -> alpha(call, "Elu", config.real("alpha", 1));
      case "PReLU" -> prelu(call);
      case "Softmax" -> {
        config.only("axis", -1);
        yield softmax(call, call.raw());
      }
      default -> throw config.unsupported(call.type());
    };
  }

  /** Applies what the layer's setting {@code activation} names to {@code input}. */
  static Feature named(LayerCall call, Feature input) {
    return switch (name(call.config())) {
      case "linear" -> input;
      case "relu" -> unary(call, "Relu", input);
      case "relu6" -> clipped(call, input, 6);
      case "sigmoid" -> unary(call, "Sigmoid", input);
      case "tanh" -> unary(call, "Tanh", input);
      case "softplus" -> unary(call, "Softplus", input);
      case "softmax" -> softmax(call, input);
      case "elu" -> unary(call, "Elu", input);
      case "leaky_relu" -> with(call, "LeakyRelu", input, KERAS_3_LEAK);
      case "gelu" -> unary(call, "Gelu", input);
      case "swish", "silu" -> times(call, "Sigmoid", input);
      case "hard_swish", "hard_silu" -> unary(call, "HardSwish", input);
      case String other -> throw call.config().unsupported("activation " + other);
    };
  }

  /** The setting is a name or, in some versions, a layer. */
  private static String name(Config config) {
    JsonValue value = config.find("activation").orElse(new JsonString("linear"));
    String name =
        switch (value) {
          case JsonString(String text) -> text;
          case JsonObject layer -> layer.string("class_name");
          case JsonValue other -> throw config.unsupported("activation " + other.kind());
        };
    return name.toLowerCase(Locale.ROOT);
  }

  static Feature relu(LayerCall call) {
    Config config = call.config();
    config.only("threshold", 0);
    double slope = config.real("negative_slope", 0);
    boolean limited = config.find("max_value").isPresent();
    if (slope != 0 && limited) {
      throw config.unsupported("ReLU with a slope and a limit");
    }
    if (slope != 0) {
      return alpha(call, "LeakyRelu", slope);
    }
    return limited
        ? clipped(call, call.raw(), config.real("max_value", 0))
        : unary(call, "Relu", call.raw());
  }

  private static Feature alpha(LayerCall call, String operator, double alpha) {
    return with(call, operator, call.raw(), alpha);
  }

  private static Feature with(LayerCall call, String operator, Feature raw, double alpha) {
    Feature input = keepingOrder(call, raw);
    OnnxNode node = OnnxNode.of(operator, List.of(input.value()), call.result());
    call.graph().add(node.with("alpha", OnnxAttribute.of(alpha)));
    return input.value(node.outputs().getFirst());
  }

  private static Feature unary(LayerCall call, String operator, Feature raw) {
    Feature input = keepingOrder(call, raw);
    return input.value(call.graph().apply(operator, input.value(), call.path()));
  }

  private static Feature clipped(LayerCall call, Feature raw, double limit) {
    Feature input = keepingOrder(call, raw);
    GraphBuilder graph = call.graph();
    String low = graph.constant(call.path() + "/low", scalar(0));
    String high = graph.constant(call.path() + "/high", scalar((float) limit));
    OnnxNode node = OnnxNode.of("Clip", List.of(input.value(), low, high), call.result());
    graph.add(node);
    return input.value(node.outputs().getFirst());
  }

  private static Feature times(LayerCall call, String operator, Feature raw) {
    Feature input = keepingOrder(call, raw);
    String gate = call.graph().apply(operator, input.value(), call.path() + "/gate");
    OnnxNode node = OnnxNode.of("Mul", List.of(input.value(), gate), call.result());
    call.graph().add(node);
    return input.value(node.outputs().getFirst());
  }

  /** Over the channels, which are the graph's second axis. */
  private static Feature softmax(LayerCall call, Feature raw) {
    Feature input = call.graph().settled(raw);
    OnnxNode node = OnnxNode.of("Softmax", List.of(input.value()), call.result());
    call.graph().add(node.with("axis", OnnxAttribute.of(input.isPicture() ? 1L : -1L)));
    return input.value(node.outputs().getFirst());
  }

  private static Feature prelu(LayerCall call) {
    Feature input = call.input();
    NamedArray alpha = call.arrays(List.of("alpha")).the("alpha");
    NamedArray slope =
        input.isPicture() && alpha.shape().size() == 3 && !call.channelsFirst()
            ? Layouts.transposed(alpha, 2, 0, 1)
            : alpha;
    String weight = call.weight(alpha, "weight", slope, Mapping.TRANSPOSED);
    OnnxNode node = OnnxNode.of("PRelu", List.of(input.value(), weight), call.result());
    call.graph().add(node);
    return input.value(node.outputs().getFirst());
  }

  /** What acts on each element by itself need not wait for another order, but for the padding. */
  private static Feature keepingOrder(LayerCall call, Feature input) {
    return switch (input.state()) {
      case Feature.Done _, Feature.ChannelsFirst _ -> input;
      case Feature.Unpadded _ -> call.graph().settled(input);
    };
  }

  static NamedArray scalar(float value) {
    return NamedArray.of("", List.of(), value);
  }
}
