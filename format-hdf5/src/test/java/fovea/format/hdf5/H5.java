package fovea.format.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writes files as Keras does. */
final class H5 {

  private H5() {}

  /** Writes a file of what {@code content} puts into it. */
  static Path write(Path file, Consumer<WritableHdfFile> content) {
    try (WritableHdfFile out = HdfFile.write(file)) {
      content.accept(out);
    }
    return file;
  }

  /** The array {@code [sizes]} of the numbers 0, 1, 2 … plus {@code first}. */
  static Object counting(float first, int... sizes) {
    Object array = Array.newInstance(float.class, sizes);
    fill(array, new float[] {first});
    return array;
  }

  private static void fill(Object array, float[] next) {
    for (int i = 0; i < Array.getLength(array); i++) {
      if (array instanceof float[] row) {
        row[i] = next[0]++;
      } else {
        fill(Array.get(array, i), next);
      }
    }
  }

  /** The numbers from {@code first} on, as a plain array. */
  static float[] numbers(float first, int count) {
    float[] numbers = new float[count];
    IntStream.range(0, count).forEach(i -> numbers[i] = first + i);
    return numbers;
  }

  /** A layer of Keras 2, whose weights are called {@code layer/weight:0}. */
  static void layer(WritableGroup parent, String name, List<String> weights, Object... values) {
    WritableGroup group = parent.putGroup(name);
    group.putAttribute(
        "weight_names", weights.stream().map(w -> name + "/" + w + ":0").toArray(String[]::new));
    WritableGroup inner = group.putGroup(name);
    for (int i = 0; i < values.length; i++) {
      inner.putDataset(weights.get(i) + ":0", values[i]);
    }
  }

  /** A whole model of two layers with weights and one without. */
  static void model(WritableHdfFile out) {
    out.putAttribute("keras_version", "2.4.0");
    out.putAttribute("backend", "tensorflow");
    out.putAttribute("model_config", "{\"class_name\": \"Sequential\", \"config\": {}}");
    WritableGroup weights = out.putGroup("model_weights");
    weights.putAttribute("layer_names", new String[] {"conv", "dense"});
    layer(weights, "conv", List.of("kernel", "bias"), counting(0, 3, 3, 2, 4), counting(100, 4));
    layer(weights, "dense", List.of("kernel"), counting(-5, 6, 2));
    out.putGroup("optimizer_weights").putDataset("step", counting(0, 1));
  }

  /** Pieces of at most these sizes, compressed as h5py does. */
  static DatasetCreationOptions gzip(int... piece) {
    return DatasetCreationOptions.builder().chunkDimensions(piece).shuffle().deflate().build();
  }
}
