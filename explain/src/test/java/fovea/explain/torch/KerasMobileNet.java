package fovea.explain.torch;

import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasFile.Naming;
import fovea.format.hdf5.KerasLayer;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * MobileNet-v2 as Keras would describe it, padded as PyTorch does, with the weights that
 * torchvision's has under {@link FormulaWeights}; its layers are called as theirs.
 */
final class KerasMobileNet {
  /** Factor of expansion, channels, blocks and the first one's stride of each stage. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private static final int FIRST = 32;
  private static final int LAST = 1280;

  private final List<String> layers = new ArrayList<>();
  private final List<KerasLayer> weights = new ArrayList<>();

  private KerasMobileNet() {}

  /** For square pictures. */
  static KerasFile file(int size, int classes) {
    var network = new KerasMobileNet();
    String output = network.layers(size, classes);
    String model =
        """
        {"class_name": "Functional", "config": {"name": "m", "layers": [%s],
        "input_layers": [["input", 0, 0]], "output_layers": [["%s", 0, 0]]}}
        """
            .formatted(String.join(",", network.layers), output);
    return new KerasFile(
        "2.11.0",
        "tensorflow",
        (JsonObject) Json.parse(model, "model"),
        network.weights,
        Naming.NAMED,
        false);
  }

  private String layers(int size, int classes) {
    note("InputLayer", "input", "\"batch_input_shape\": [null, %1$d, %1$d, 3]".formatted(size));
    String x = unit("input", "features.0", new Filter(3, FIRST, 3, 2), false);
    int channels = FIRST;
    int block = 1;
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[2]; i++) {
        int wide = stage[0] * channels;
        String path = "features." + block++;
        String conv = path + ".conv.";
        int at = 0;
        String y = x;
        if (wide > channels) {
          y = unit(y, conv + at++, new Filter(channels, wide, 1, 1), false);
        }
        int stride = i == 0 ? stage[3] : 1;
        y = unit(y, conv + at++, new Filter(wide, wide, 3, stride), true);
        y = convolution(y, conv + at++, new Filter(wide, stage[1], 1, 1), false);
        y = norm(y, conv + at, stage[1]);
        x =
            stride == 1 && channels == stage[1]
                ? note("Add", path, "\"trainable\": true", x, y)
                : y;
        channels = stage[1];
      }
    }
    x = unit(x, "features." + block, new Filter(channels, LAST, 1, 1), false);
    x = note("GlobalAveragePooling2D", "average", "\"data_format\": \"channels_last\"", x);
    return dense(x, "classifier.1", LAST, classes);
  }

  /** What a convolution has. */
  private record Filter(int in, int out, int size, int stride) {}

  private String unit(String x, String path, Filter filter, boolean depthwise) {
    String y = norm(convolution(x, path + ".0", filter, depthwise), path + ".1", filter.out);
    return note("ReLU", path + ".2", "\"max_value\": 6.0", y);
  }

  private String convolution(String x, String path, Filter filter, boolean depthwise) {
    String padded =
        filter.size == 1
            ? x
            : note("ZeroPadding2D", path + ".padding", "\"padding\": [[1, 1], [1, 1]]", x);
    int k = filter.size;
    int in = depthwise ? 1 : filter.in;
    HostBuffer values = FormulaWeights.state(path + ".weight", Shape.of(filter.out, in, k, k));
    List<Integer> shape = depthwise ? List.of(k, k, filter.out, 1) : List.of(k, k, in, filter.out);
    float[] kernel = new float[values.floats().length];
    for (int place = 0; place < k * k; place++) {
      for (int o = 0; o < filter.out; o++) {
        for (int i = 0; i < in; i++) {
          kernel[(place * in + i) * filter.out + o] =
              (float) values.at(((long) o * in + i) * k * k + place);
        }
      }
    }
    String type = depthwise ? "DepthwiseConv2D" : "Conv2D";
    String name = depthwise ? "depthwise_kernel" : "kernel";
    weights.add(new KerasLayer(path, List.of(array(path, name, shape, kernel))));
    return note(
        type,
        path,
        "\"use_bias\": false, \"strides\": [%1$d, %1$d], \"padding\": \"valid\""
            .formatted(filter.stride),
        padded);
  }

  private String norm(String x, String path, int channels) {
    List<String> theirs = List.of("weight", "bias", "running_mean", "running_var");
    List<String> names = List.of("gamma", "beta", "moving_mean", "moving_variance");
    weights.add(
        new KerasLayer(
            path,
            IntStream.range(0, names.size())
                .mapToObj(
                    i ->
                        array(
                            path,
                            names.get(i),
                            List.of(channels),
                            FormulaWeights.state(path + "." + theirs.get(i), Shape.of(channels))
                                .floats()))
                .toList()));
    return note("BatchNormalization", path, "\"axis\": [3], \"epsilon\": 1e-5", x);
  }

  private String dense(String x, String path, int in, int out) {
    float[] values = FormulaWeights.state(path + ".weight", Shape.of(out, in)).floats();
    float[] kernel = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      kernel[i % in * out + i / in] = values[i];
    }
    float[] bias = FormulaWeights.state(path + ".bias", Shape.of(out)).floats();
    weights.add(
        new KerasLayer(
            path,
            List.of(
                array(path, "kernel", List.of(in, out), kernel),
                array(path, "bias", List.of(out), bias))));
    return note("Dense", path, "\"activation\": \"linear\"", x);
  }

  private static NamedArray array(String layer, String name, List<Integer> shape, float[] values) {
    return NamedArray.of(
        layer + "/" + name + ":0", shape.stream().map(Integer::longValue).toList(), values);
  }

  /** Notes a layer and gives its name. */
  private String note(String type, String name, String settings, String... inputs) {
    String calls =
        Arrays.stream(inputs)
            .map("[\"%s\", 0, 0, {}]"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    layers.add(
        """
        {"class_name": "%1$s", "name": "%2$s", "config": {"name": "%2$s", %3$s}, "inbound_nodes": [%4$s]}
        """
            .formatted(type, name, settings, inputs.length == 0 ? "" : calls));
    return name;
  }
}
