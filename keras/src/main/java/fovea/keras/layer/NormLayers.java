package fovea.keras.layer;

import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonValue;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.config.Feature.ChannelsFirst;
import fovea.keras.config.HeightWidth;
import fovea.keras.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Normalization by running statistics, and of inputs by fixed numbers. */
final class NormLayers {

  private NormLayers() {}

  /** BatchNormalization, with or without scale and center. */
  static Feature batch(LayerCall call) {
    Feature input = call.raw();
    Config config = call.config();
    Feature ready = input.state() instanceof ChannelsFirst ? input : call.graph().settled(input);
    checkAxis(call, ready);
    boolean scale = config.flag("scale", true);
    boolean center = config.flag("center", true);
    List<String> roles = new ArrayList<>();
    if (scale) {
      roles.add("gamma");
    }
    if (center) {
      roles.add("beta");
    }
    roles.addAll(List.of("moving_mean", "moving_variance"));
    Roles arrays = call.arrays(roles);
    if (arrays.the("moving_mean").elements() != ready.channels()) {
      throw call.misfit(arrays.the("moving_mean"), "[" + ready.channels() + "]");
    }
    OnnxNode node =
        OnnxNode.of(
                "BatchNormalization",
                List.of(
                    ready.value(),
                    vector(call, ready, arrays, new Target("gamma", "weight", 1)),
                    vector(call, ready, arrays, new Target("beta", "bias", 0)),
                    vector(call, ready, arrays, new Target("moving_mean", "running_mean", 0)),
                    vector(call, ready, arrays, new Target("moving_variance", "running_var", 1))),
                call.result())
            .with("epsilon", OnnxAttribute.of(config.real("epsilon", 1e-3)))
            .with("momentum", OnnxAttribute.of(config.real("momentum", 0.99)));
    call.graph().add(node);
    return ready.value(node.outputs().getFirst());
  }

  /** Where the array for a role goes, and what stands there if the layer has none. */
  private record Target(String role, String name, float absent) {}

  private static String vector(LayerCall call, Feature input, Roles arrays, Target target) {
    int size = input.channels();
    if (arrays.find(target.role).isEmpty()) {
      String name = call.path() + "." + target.name;
      return call.graph().weight(name, "", Layouts.filled(name, size, target.absent), "");
    }
    NamedArray array = arrays.the(target.role);
    if (input.state() instanceof ChannelsFirst(HeightWidth picture, int channels)
        && array.elements() == size) {
      return call.weight(
          array,
          target.name,
          Layouts.vectorOfPicture(array, picture, channels),
          Mapping.TRANSPOSED + " to the order channels, height, width");
    }
    return call.vector(array, target.name, size);
  }

  private static void checkAxis(LayerCall call, Feature input) {
    JsonValue axis = call.config().find("axis").orElse(JsonNumber.of(-1));
    if (axis instanceof JsonArray(List<JsonValue> axes) && axes.size() == 1) {
      axis = axes.getFirst();
    }
    int rank = input.shape().size() + 1;
    int channels = call.channelsFirst() ? 1 : rank - 1;
    boolean fits =
        axis instanceof JsonNumber number
            && Math.floorMod(number.toLong(), rank) == channels
            && (rank == 2 || rank == 4);
    if (!fits) {
      throw call.config().unsupported("BatchNormalization over another axis than the channels");
    }
  }

  /** Rescaling: a factor and an addend, for all channels or each. */
  static Feature rescaling(LayerCall call) {
    Feature input = call.input();
    float[] scale = numbers(call, "scale", 1);
    float[] offset = numbers(call, "offset", 0);
    return affine(call, input, scale, offset);
  }

  /** Normalization: minus a mean, divided by a deviation, both of which the layer has stored. */
  static Feature fixed(LayerCall call) {
    Feature input = call.input();
    boolean stored = !call.weights().arrays().isEmpty();
    float[] mean;
    float[] variance;
    if (stored) {
      Roles arrays =
          call.arrays(
              call.weights().arrays().size() == 3
                  ? List.of("mean", "variance", "count")
                  : List.of("mean", "variance"));
      mean = arrays.the("mean").toFloats();
      variance = arrays.the("variance").toFloats();
    } else {
      mean = numbers(call, "mean", 0);
      variance = numbers(call, "variance", 1);
    }
    if (call.config().flag("invert", false)) {
      throw call.config().unsupported("Normalization with invert");
    }
    float[] scale = new float[Math.max(mean.length, variance.length)];
    float[] offset = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      double deviation = Math.max(Math.sqrt(variance[i % variance.length]), 1e-7);
      scale[i] = (float) (1 / deviation);
      offset[i] = (float) (-mean[i % mean.length] / deviation);
    }
    return affine(call, input, scale, offset);
  }

  private static Feature affine(LayerCall call, Feature input, float[] scale, float[] offset) {
    String product = apply(call, "Mul", input.value(), input, scale);
    return input.value(apply(call, "Add", product, input, offset));
  }

  /** Adds an operation with one number, or with one for each channel. */
  static String apply(
      LayerCall call, String operator, String value, Feature input, float... numbers) {
    int count = numbers.length;
    if (count != 1 && count != input.channels()) {
      throw call.config().unsupported(call.type() + " with " + count + " numbers");
    }
    List<Long> shape = input.isPicture() ? List.of((long) count, 1L, 1L) : List.of((long) count);
    String constant =
        call.graph().constant(call.path() + "/" + operator, NamedArray.of("", shape, numbers));
    OnnxNode node = OnnxNode.of(operator, List.of(value, constant), call.result());
    call.graph().add(node);
    return node.outputs().getFirst();
  }

  /** One number, or one for each channel, however deep Keras has wrapped them. */
  static float[] numbers(LayerCall call, String key, double absent) {
    List<Float> found = new ArrayList<>();
    collect(call, call.config().find(key).orElse(JsonNumber.of(absent)), found);
    float[] numbers = new float[found.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = found.get(i);
    }
    if (numbers.length == 0) {
      throw call.config().unsupported(call.type() + " without " + key);
    }
    return numbers;
  }

  private static void collect(LayerCall call, JsonValue value, List<Float> found) {
    switch (value) {
      case JsonNumber number -> found.add((float) number.toDouble());
      case JsonArray(List<JsonValue> values) ->
          values.forEach(member -> collect(call, member, found));
      case JsonValue other -> throw call.config().unsupported(call.type() + " of " + other.kind());
    }
  }
}
