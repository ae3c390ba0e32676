package fovea.keras.layer;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.mapping.Mapping;
import java.util.List;

/**
 * A layer applied to values: all that a translation looks at.
 *
 * @param path name of the layer, after those of the models that it is in
 * @param type Keras's class
 * @param config its settings
 * @param inputs what it is applied to
 * @param weights its arrays in the file
 * @param graph where its nodes go
 * @param channelsFirst whether the model has its channels first already
 */
public record LayerCall(
    String path,
    String type,
    Config config,
    List<Feature> inputs,
    LayerWeights weights,
    GraphBuilder graph,
    boolean channelsFirst) {

  /** The only input, with nothing left to do. */
  Feature input() {
    return graph.settled(raw());
  }

  /** The only input, as it is in the graph. */
  Feature raw() {
    if (inputs.size() != 1) {
      throw config.unsupported(type + " of " + inputs.size() + " inputs");
    }
    return inputs.getFirst();
  }

  /** The only input, which must be a picture, with nothing left to do. */
  Feature picture() {
    return graph.settled(rawPicture());
  }

  /** The only input, which must be a picture, possibly not yet padded. */
  Feature rawPicture() {
    Feature input = raw();
    if (!input.isPicture()) {
      throw config.unsupported(type + " of an input of " + input.shape().size() + " dimensions");
    }
    return input;
  }

  /** The arrays for {@code roles}. */
  Roles arrays(List<String> roles) {
    return weights.by(roles);
  }

  /**
   * Adds a weight of the layer to the graph.
   *
   * @param from the array of the file
   * @param to name in the layer, such as {@code weight}
   * @param translated the array in the graph's layout
   * @param change how it differs
   */
  String weight(NamedArray from, String to, NamedArray translated, String change) {
    return graph.weight(path + "." + to, weights.describe(from), translated, change);
  }

  /** A 1-D weight as it is, whose size must be {@code size}. */
  String vector(NamedArray from, String to, long size) {
    if (from.elements() != size) {
      throw misfit(from, "[" + size + "]");
    }
    return weight(from, to, Layouts.shaped(from, size), Mapping.AS_IT_IS);
  }

  FormatException misfit(NamedArray found, String expected) {
    return new FormatException(
        "layer " + path,
        "expected " + found.name() + " of shape " + expected + ", found " + found.shape(),
        "Save model and weights together again");
  }

  /** A name for the layer's result. */
  String result() {
    return graph.name(path);
  }
}
