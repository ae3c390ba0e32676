package fovea.keras;

import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasLayer;
import fovea.keras.layer.LayerWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** Finds the weights of a layer of a model, or of a model in a model. */
sealed interface WeightSource {

  /** The weights of the layer of that name; none if the file has none for it. */
  LayerWeights of(String layer);

  /**
   * The weights of the model called {@code model} in this one.
   *
   * @param types class of each of its layers by name, in order
   */
  WeightSource within(String model, SequencedMap<String, String> types);

  /** The weights of a file for a model with layers of these classes. */
  static WeightSource of(KerasFile file, SequencedMap<String, String> types) {
    Map<String, List<NamedArray>> layers = new HashMap<>();
    for (KerasLayer layer : file.layers()) {
      layers.put(layer.name(), layer.weights());
    }
    return switch (file.naming()) {
      case NAMED -> new Named(layers);
      case NUMBERED -> new Numbered(layers, "", Numbered.numbers(types));
    };
  }

  /** Layers have their own names. */
  record Named(Map<String, List<NamedArray>> layers) implements WeightSource {

    @Override
    public LayerWeights of(String layer) {
      return new LayerWeights(layer, layers.getOrDefault(layer, List.of()));
    }

    /** An inner layer's name is the step before the last one: {@code outer/conv/kernel:0}. */
    @Override
    public WeightSource within(String model, SequencedMap<String, String> types) {
      Map<String, List<NamedArray>> inner = new HashMap<>();
      for (NamedArray array : layers.getOrDefault(model, List.of())) {
        String[] steps = array.name().split("/", -1);
        if (steps.length > 1) {
          inner.computeIfAbsent(steps[steps.length - 2], _ -> new ArrayList<>()).add(array);
        }
      }
      // A model in that model has its weights in the same list.
      types
          .keySet()
          .forEach(name -> inner.putIfAbsent(name, layers.getOrDefault(model, List.of())));
      return new Named(inner);
    }
  }

  /** Layers are called by class and number. */
  record Numbered(Map<String, List<NamedArray>> layers, String path, Map<String, String> numbers)
      implements WeightSource {

    @Override
    public LayerWeights of(String layer) {
      String number = path + numbers.getOrDefault(layer, layer);
      return new LayerWeights(number, layers.getOrDefault(number, List.of()));
    }

    @Override
    public WeightSource within(String model, SequencedMap<String, String> types) {
      return new Numbered(layers, path + numbers.get(model) + "/", numbers(types));
    }

    /** What Keras 3 calls layers of these classes. */
    static Map<String, String> numbers(SequencedMap<String, String> types) {
      Map<String, Integer> counts = new HashMap<>();
      Map<String, String> numbers = new HashMap<>();
      types.forEach(
          (name, type) -> {
            String snake = snakeCase(type);
            int count = counts.merge(snake, 1, Integer::sum) - 1;
            numbers.put(name, count == 0 ? snake : snake + "_" + count);
          });
      return numbers;
    }

    private static String snakeCase(String type) {
      return type.replaceAll("\\W+", "")
          .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
          .replaceAll("([a-z])([A-Z])", "$1_$2")
          .toLowerCase(Locale.ROOT);
    }
  }
}
