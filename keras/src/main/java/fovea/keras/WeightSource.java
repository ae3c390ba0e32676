package fovea.keras;

import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasLayer;
import fovea.keras.layer.LayerWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
      case NUMBERED -> new Numbered(layers, "", Numbered.numbers(layers, "", types));
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
      String inner = path + numbers.get(model) + "/";
      return new Numbered(layers, inner, numbers(layers, inner, types));
    }

    /**
     * What Keras 3 calls layers of these classes: class and number. Keras 2.12 to 2.15 counts
     * layers with weights twice, so that where there are as many as in the model, only their order
     * counts.
     */
    static Map<String, String> numbers(
        Map<String, List<NamedArray>> layers, String path, SequencedMap<String, String> types) {
      Map<String, List<String>> names = new LinkedHashMap<>();
      types.forEach(
          (name, type) -> names.computeIfAbsent(snakeCase(type), _ -> new ArrayList<>()).add(name));
      Map<String, String> numbers = new HashMap<>();
      names.forEach(
          (kind, same) -> {
            List<Integer> saved = saved(layers, path, kind);
            for (int i = 0; i < same.size(); i++) {
              int number = saved.size() == same.size() ? saved.get(i) : i;
              numbers.put(same.get(i), number == 0 ? kind : kind + "_" + number);
            }
          });
      return numbers;
    }

    /** The numbers that layers of a class, or models, have in the file. */
    private static List<Integer> saved(
        Map<String, List<NamedArray>> layers, String path, String kind) {
      Pattern numbered = Pattern.compile(Pattern.quote(kind) + "(?:_(\\d{1,9}))?");
      SortedSet<Integer> numbers = new TreeSet<>();
      for (String name : layers.keySet()) {
        if (name.startsWith(path)) {
          Matcher matcher = numbered.matcher(name.substring(path.length()).split("/", 2)[0]);
          if (matcher.matches()) {
            numbers.add(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
          }
        }
      }
      return List.copyOf(numbers);
    }

    private static String snakeCase(String type) {
      return type.replaceAll("\\W+", "")
          .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
          .replaceAll("([a-z])([A-Z])", "$1_$2")
          .toLowerCase(Locale.ROOT);
    }
  }
}
