package fovea.keras.config;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A model as Keras describes it: layers, and what each is applied to.
 *
 * @param layers in Keras's order
 * @param inputs values that are given from outside
 * @param outputs values that come out
 */
public record ModelConfig(List<Layer> layers, List<Use> inputs, List<Use> outputs) {
  /** The setting of an operation with a number: that number, or one for each channel. */
  public static final String OPERAND = "operand";

  private static final int MOST_LAYERS = 20_000;
  private static final String AGAIN = "Save the model again with model.save";

  /**
   * A layer and its uses.
   *
   * @param name unique in the model
   * @param type Keras's class
   * @param settings of the layer
   * @param calls what it is applied to, once for each time that it is used
   */
  public record Layer(String name, String type, JsonObject settings, List<List<Use>> calls) {
    public Config config() {
      return new Config("layer " + name, settings);
    }

    public boolean isModel() {
      return ModelConfig.isModel(type);
    }

    public boolean isInput() {
      return type.equals("InputLayer");
    }
  }

  /** The result of the {@code call}-th use of a layer. */
  public record Use(String layer, int call) {}

  public ModelConfig {
    if (layers.size() > MOST_LAYERS) {
      throw error("at most " + MOST_LAYERS + " layers", String.valueOf(layers.size()));
    }
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Whether a class is a model of layers. */
  static boolean isModel(String type) {
    return type.equals("Sequential") || type.equals("Functional") || type.equals("Model");
  }

  /**
   * Reads Keras's description: class and configuration.
   *
   * @throws FormatException if it is no Sequential or Functional model
   */
  public static ModelConfig of(JsonObject model) {
    String type = model.string("class_name");
    if (!isModel(type)) {
      throw new FormatException(
          "model_config",
          "expected a Sequential or a Functional model, found " + type,
          "Convert a model with code of its own to ONNX in Python");
    }
    return of(type, model.member("config"));
  }

  /** Reads the configuration of a model of that class. */
  public static ModelConfig of(String type, JsonValue config) {
    return type.equals("Sequential") ? sequential(config) : functional(config);
  }

  /** Class of each layer by its name. */
  public SequencedMap<String, String> types() {
    SequencedMap<String, String> types = new LinkedHashMap<>();
    layers.forEach(layer -> types.put(layer.name, layer.type));
    return types;
  }

  /** One layer after the other; older versions have just the list. */
  private static ModelConfig sequential(JsonValue config) {
    JsonArray list =
        switch (config) {
          case JsonArray layers -> layers;
          case JsonObject settings -> settings.array("layers");
          case JsonValue other -> throw error("a list of layers", other.kind());
        };
    List<Layer> layers = new ArrayList<>();
    for (JsonValue value : list.values()) {
      Layer layer = layer(value);
      boolean starts = layers.isEmpty() && !layer.isInput();
      if (starts) {
        layers.add(input(layer, config));
      }
      List<List<Use>> calls =
          layers.isEmpty() ? List.of() : List.of(List.of(new Use(layers.getLast().name, 0)));
      layers.add(new Layer(layer.name, layer.type, layer.settings, calls));
    }
    if (layers.isEmpty()) {
      throw error("layers", "none");
    }
    Use first = new Use(layers.getFirst().name, 0);
    return new ModelConfig(layers, List.of(first), List.of(new Use(layers.getLast().name, 0)));
  }

  /** The input that a Sequential model does not list; its shape is a setting of the first layer. */
  private static Layer input(Layer first, JsonValue model) {
    JsonObject settings = first.settings;
    if (first.isModel() && settings.find("layers").isPresent()) {
      settings = layer(settings.array("layers").values().getFirst()).settings;
    }
    if (settings.find("batch_input_shape").isEmpty() && model instanceof JsonObject whole) {
      JsonValue shape = whole.find("build_input_shape").orElse(new JsonString("unknown"));
      settings = settings.with("batch_input_shape", shape);
    }
    return new Layer(first.name + "_input", "InputLayer", settings, List.of());
  }

  private static ModelConfig functional(JsonValue config) {
    if (!(config instanceof JsonObject settings)) {
      throw error("an object with layers", config.kind());
    }
    List<Layer> layers = new ArrayList<>();
    for (JsonValue value : settings.array("layers").values()) {
      layers.add(layer(value));
    }
    return new ModelConfig(
        layers,
        Calls.uses(settings.member("input_layers")),
        Calls.uses(settings.member("output_layers")));
  }

  private static Layer layer(JsonValue value) {
    if (!(value instanceof JsonObject layer)) {
      throw error("layers as objects", value.kind());
    }
    JsonValue settings = layer.member("config");
    // Keras 2.2 has the layers of a nested Sequential model as a list.
    JsonObject object =
        settings instanceof JsonObject known
            ? known
            : JsonObject.empty().with("layers", settings).with("name", layer.string("name"));
    String name = (layer.find("name").isPresent() ? layer : object).string("name");
    JsonObject complete =
        Calls.operand(layer).map(number -> object.with(OPERAND, number)).orElse(object);
    return new Layer(name, layer.string("class_name"), complete, Calls.of(layer));
  }

  public static FormatException error(String expected, String found) {
    return new FormatException("model_config", "expected " + expected + ", found " + found, AGAIN);
  }
}
