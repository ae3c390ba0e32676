package fovea.keras;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile;
import fovea.format.hdf5.KerasLayer;
import fovea.keras.config.HeightWidth;
import fovea.keras.layer.LayerWeights;
import fovea.keras.layer.Layouts;
import fovea.keras.layer.Roles;
import fovea.keras.mapping.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Weights of a file with the names and layouts of a network of the zoo, in the making. */
final class ZooNames {
  private final Map<String, LayerWeights> layers = new HashMap<>();
  private final LayerNames names;
  private final SequencedMap<String, NamedArray> values = new LinkedHashMap<>();
  private final List<Mapping> mapping = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();
  private int classes;

  /** The weights of {@code file}, none of which has a name yet. */
  ZooNames(KerasFile file) {
    for (KerasLayer layer : file.layers()) {
      layers.put(layer.name(), new LayerWeights(layer.name(), layer.weights()));
    }
    this.names = new LayerNames(file.layers().stream().map(KerasLayer::name).toList());
    if (file.optimizer()) {
      notes.add("the state of the optimizer is left aside");
    }
  }

  LayerNames names() {
    return names;
  }

  boolean has(String layer) {
    return layers.containsKey(layer);
  }

  /** Sizes of the kernel of a convolution: {@code [h, w, in, out]}. */
  List<Long> kernel(String layer) {
    List<NamedArray> arrays = weights(layer).arrays();
    return arrays.isEmpty() ? List.of() : arrays.getFirst().shape();
  }

  /** A convolution, {@code to} being its path; with a bias if the file has one. */
  void convolution(String layer, String to) {
    LayerWeights weights = weights(layer);
    boolean biased = weights.arrays().size() == 2;
    Roles arrays = weights.by(biased ? List.of("kernel", "bias") : List.of("kernel"));
    NamedArray kernel = ranked(weights, arrays.the("kernel"), 4);
    put(weights, kernel, to + ".weight", Layouts.convolution(kernel), Mapping.TRANSPOSED);
    arrays
        .find("bias")
        .ifPresent(bias -> put(weights, bias, to + ".bias", floats(bias), Mapping.AS_IT_IS));
  }

  /** A convolution whose bias goes elsewhere. */
  void convolutionWithoutBias(String layer, String to) {
    LayerWeights weights = weights(layer);
    NamedArray kernel = ranked(weights, weights.by(List.of("kernel", "bias")).the("kernel"), 4);
    put(weights, kernel, to + ".weight", Layouts.convolution(kernel), Mapping.TRANSPOSED);
  }

  /** A convolution of each channel by itself. */
  void depthwise(String layer, String to) {
    LayerWeights weights = weights(layer);
    NamedArray kernel =
        ranked(weights, weights.by(List.of("depthwise_kernel")).the("depthwise_kernel"), 4);
    put(weights, kernel, to + ".weight", Layouts.depthwise(kernel), Mapping.TRANSPOSED);
  }

  /** A separable convolution: each channel by itself, then 1×1. */
  void separable(String layer, String depthwise, String pointwise) {
    LayerWeights weights = weights(layer);
    Roles arrays = weights.by(List.of("depthwise_kernel", "pointwise_kernel"));
    NamedArray each = ranked(weights, arrays.the("depthwise_kernel"), 4);
    NamedArray mix = ranked(weights, arrays.the("pointwise_kernel"), 4);
    put(weights, each, depthwise + ".weight", Layouts.depthwise(each), Mapping.TRANSPOSED);
    put(weights, mix, pointwise + ".weight", Layouts.convolution(mix), Mapping.TRANSPOSED);
  }

  /** A batch norm. */
  void norm(String layer, String to, BatchNormMapping kind) {
    LayerWeights weights = weights(layer);
    List<String> roles = new ArrayList<>(List.of("beta", "moving_mean", "moving_variance"));
    if (weights.arrays().size() == 4) {
      roles.addFirst("gamma");
    }
    Roles arrays = weights.by(roles);
    NamedArray beta = ranked(weights, arrays.the("beta"), 1);
    if (arrays.find("gamma").isPresent()) {
      NamedArray gamma = arrays.the("gamma");
      put(weights, gamma, to + ".weight", floats(gamma), Mapping.AS_IT_IS);
    } else {
      // The network has a scale; Keras's has none.
      String name = to + ".weight";
      values.put(name, Layouts.filled(name, (int) beta.elements(), 1));
      notes.add("batch norms without a scale have 1 as scale");
    }
    put(weights, beta, to + ".bias", floats(beta), Mapping.AS_IT_IS);
    mean(weights, arrays.the("moving_mean"), to + ".running_mean", kind);
    variance(weights, arrays.the("moving_variance"), to + ".running_var", kind);
  }

  private void mean(LayerWeights weights, NamedArray mean, String to, BatchNormMapping kind) {
    if (kind.bias().isEmpty()) {
      put(weights, mean, to, floats(mean), Mapping.AS_IT_IS);
      return;
    }
    LayerWeights convolution = weights(kind.bias());
    NamedArray bias = convolution.by(List.of("kernel", "bias")).the("bias");
    float[] shifted = mean.toFloats();
    float[] biases = bias.toFloats();
    if (biases.length != shifted.length) {
      throw misfit(convolution, bias);
    }
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] -= biases[i];
    }
    NamedArray result = NamedArray.of(to, mean.shape(), shifted);
    put(weights, mean, to, result, "less the bias of the convolution");
    mapping.add(new Mapping(convolution.describe(bias), to, mean.shape(), "subtracted"));
    notes.add("biases of convolutions are taken off the running means, for the network has none");
  }

  private void variance(
      LayerWeights weights, NamedArray variance, String to, BatchNormMapping kind) {
    if (kind.shift() == 0) {
      put(weights, variance, to, floats(variance), Mapping.AS_IT_IS);
      return;
    }
    float[] shifted = variance.toFloats();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = (float) (shifted[i] + kind.shift());
    }
    NamedArray result = NamedArray.of(to, variance.shape(), shifted);
    put(weights, variance, to, result, "shifted");
    notes.add(
        String.format(
            Locale.ROOT,
            "running variances are shifted by %.8f, the difference between the epsilons of Keras's norms and the network's",
            kind.shift()));
  }

  /** The last layer, if the file has it: its outputs are the classes. */
  void head(String to, String... possible) {
    for (String layer : possible) {
      if (has(layer)) {
        dense(layer, to);
        classes = Math.toIntExact(kernel(layer).getLast());
      }
    }
    if (classes == 0) {
      notes.add("the file has no last layer: the network can only give features");
    }
  }

  /** A fully connected layer. */
  void dense(String layer, String to) {
    LayerWeights weights = weights(layer);
    Roles arrays = weights.by(List.of("kernel", "bias"));
    NamedArray kernel = ranked(weights, arrays.the("kernel"), 2);
    put(weights, kernel, to + ".weight", Layouts.dense(kernel), Mapping.TRANSPOSED);
    NamedArray bias = arrays.the("bias");
    put(weights, bias, to + ".bias", floats(bias), Mapping.AS_IT_IS);
  }

  /** A fully connected layer after a picture that Keras flattens with the channels last. */
  void denseOfPicture(String layer, String to, HeightWidth size, int channels) {
    LayerWeights weights = weights(layer);
    Roles arrays = weights.by(List.of("kernel", "bias"));
    NamedArray kernel = ranked(weights, arrays.the("kernel"), 2);
    if (kernel.shape().getFirst() != (long) size.height() * size.width() * channels) {
      throw misfit(weights, kernel);
    }
    put(
        weights,
        kernel,
        to + ".weight",
        Layouts.denseOfPicture(kernel, size, channels),
        Mapping.TRANSPOSED + ", inputs in the order channels, height, width");
    NamedArray bias = arrays.the("bias");
    put(weights, bias, to + ".bias", floats(bias), Mapping.AS_IT_IS);
  }

  /**
   * All weights, if none of the file is left.
   *
   * @param network as users type it
   */
  KerasModel.ZooWeights finish(String network, KerasPixels pixels) {
    for (LayerWeights layer : layers.values()) {
      if (!layer.arrays().isEmpty() && !used.contains(layer.layer())) {
        throw new FormatException(
            "layer " + layer.layer(),
            "expected only layers of " + network + ", found this one too",
            "Save the whole model with model.save");
      }
    }
    return new KerasModel.ZooWeights(network, classes, values, pixels, mapping, List.copyOf(notes));
  }

  private LayerWeights weights(String layer) {
    LayerWeights weights = layers.get(layer);
    if (weights == null) {
      throw new FormatException(
          "layers", "expected a layer " + layer + ", found none", "Get the file again");
    }
    used.add(layer);
    return weights;
  }

  private void put(
      LayerWeights layer, NamedArray from, String to, NamedArray array, String change) {
    values.put(to, new NamedArray(to, array.type(), array.shape(), array.data()));
    mapping.add(new Mapping(layer.describe(from), to, array.shape(), change));
  }

  private static NamedArray ranked(LayerWeights weights, NamedArray array, int rank) {
    if (array.shape().size() != rank) {
      throw misfit(weights, array);
    }
    return array;
  }

  private static NamedArray floats(NamedArray array) {
    return Layouts.floats(array);
  }

  private static FormatException misfit(LayerWeights layer, NamedArray array) {
    return new FormatException(
        "layer " + layer.layer(),
        "expected another shape of " + array.name() + " than " + array.shape(),
        "Get the file again");
  }
}
