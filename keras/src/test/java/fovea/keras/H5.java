package fovea.keras;

import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasFile.Naming;
import fovea.format.hdf5.KerasLayer;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/** A file of Keras in the making: layers, weights with random values and, perhaps, a model. */
final class H5 {
  private final SequencedMap<String, SequencedMap<String, Values>> layers = new LinkedHashMap<>();
  private final Random random;
  private String model = "";

  /** Numbers in the layout in which Keras has them. */
  record Values(int[] shape, float[] numbers) {}

  H5(long seed) {
    System.out.println("seed " + seed);
    this.random = new Random(seed);
  }

  /** With the description of the model. */
  H5 model(String json) {
    model = json;
    return this;
  }

  /** A weight of a layer, around 0; variances are positive. */
  H5 weight(String layer, String name, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    boolean positive = name.contains("var") || name.contains("std");
    // As large as keeps what flows through a deep network of a usual size.
    int fan = shape.length == 1 ? 100 : count / shape[shape.length - 1];
    double scale = name.contains("depthwise") ? 0.3 : Math.sqrt(1.5 / fan);
    double center = positive || name.contains("gamma") ? 1 : 0;
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (center + (random.nextDouble() * 2 - 1) * scale * Math.sqrt(3));
    }
    layers.computeIfAbsent(layer, _ -> new LinkedHashMap<>()).put(name, new Values(shape, numbers));
    return this;
  }

  /** A layer without weights. */
  H5 layer(String layer) {
    layers.computeIfAbsent(layer, _ -> new LinkedHashMap<>());
    return this;
  }

  /** The numbers of a weight. */
  float[] values(String layer, String name) {
    return layers.get(layer).get(name).numbers;
  }

  /** What a reader would find in the file. */
  KerasFile read() {
    List<KerasLayer> read = new ArrayList<>();
    layers.forEach((name, weights) -> read.add(new KerasLayer(name, arrays(name, weights))));
    JsonObject config =
        model.isEmpty() ? JsonObject.empty() : (JsonObject) Json.parse(model, "model");
    return new KerasFile("2.11.0", "tensorflow", config, read, Naming.NAMED, false);
  }

  private static List<NamedArray> arrays(String layer, Map<String, Values> weights) {
    List<NamedArray> arrays = new ArrayList<>();
    weights.forEach(
        (name, values) -> {
          List<Long> shape = Arrays.stream(values.shape).mapToObj(size -> (long) size).toList();
          arrays.add(NamedArray.of(layer + "/" + name + ":0", shape, values.numbers));
        });
    return arrays;
  }

  /** How many numbers there are: Keras's way of counting parameters. */
  long count() {
    return layers.values().stream()
        .flatMap(weights -> weights.values().stream())
        .mapToLong(values -> values.numbers.length)
        .sum();
  }

  /** Writes the file as Keras 2 does. */
  Path write(Path file) {
    try (WritableHdfFile out = HdfFile.write(file)) {
      if (!model.isEmpty()) {
        out.putAttribute("model_config", model);
      }
      WritableGroup parent = model.isEmpty() ? out : out.putGroup("model_weights");
      parent.putAttribute("layer_names", layers.keySet().toArray(String[]::new));
      layers.forEach((name, weights) -> write(parent.putGroup(name), name, weights));
    }
    return file;
  }

  private static void write(WritableGroup group, String layer, Map<String, Values> weights) {
    if (weights.isEmpty()) {
      // jHDF writes a note behind the last array, over whatever group comes after it.
      group.putDataset("nothing", new float[] {0});
      return;
    }
    // A name with slashes is that of a layer in a model, with its path.
    String[] names =
        weights.keySet().stream()
            .map(name -> (name.contains("/") ? name : layer + "/" + name) + ":0")
            .toArray(String[]::new);
    group.putAttribute("weight_names", names);
    Map<String, WritableGroup> groups = new LinkedHashMap<>();
    int i = 0;
    for (Values values : weights.values()) {
      String name = names[i++];
      int slash = name.lastIndexOf('/');
      WritableGroup inner =
          groups.computeIfAbsent(name.substring(0, slash), path -> nested(group, path));
      inner.putDataset(name.substring(slash + 1), array(values));
    }
  }

  private static WritableGroup nested(WritableGroup group, String path) {
    WritableGroup inner = group;
    for (String step : path.split("/", -1)) {
      inner = inner.getChild(step) instanceof WritableGroup known ? known : inner.putGroup(step);
    }
    return inner;
  }

  private static Object array(Values values) {
    Object array = Array.newInstance(float.class, values.shape);
    fill(array, values.numbers, new int[1]);
    return array;
  }

  private static void fill(Object array, float[] numbers, int[] next) {
    for (int i = 0; i < Array.getLength(array); i++) {
      if (array instanceof float[] row) {
        row[i] = numbers[next[0]++];
      } else {
        fill(Array.get(array, i), numbers, next);
      }
    }
  }
}
