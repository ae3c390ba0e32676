package fovea.format.hdf5;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile.Naming;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds its way in the HDF5 files of Keras 1 to 3. */
final class KerasReader {
  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";
  private static final String VARIABLES = "vars";

  /** What layers of a model stand in: Keras 3, and Keras 2.12 to 2.15 in its new format. */
  private static final Set<String> CONTAINERS = Set.of("layers", "_layer_checkpoint_dependencies");

  /** Models in models; Keras's own are three deep at most. */
  private static final int DEEPEST = 32;

  private final Hdf5 file;

  private KerasReader(Hdf5 file) {
    this.file = file;
  }

  /** Reads the layout that the file has. */
  static KerasFile read(Hdf5 file) {
    var reader = new KerasReader(file);
    Group root = file.root();
    Optional<Group> within = Hdf5.find(root, "model_weights");
    Group weights = within.orElse(root);
    Optional<List<String>> names = file.texts(weights, LAYERS);
    boolean optimizer = has(root, "optimizer_weights") || has(root, "optimizer");
    JsonObject model = file.text(root, "model_config").map(KerasReader::json).orElse(none());
    String version = reader.text("keras_version", root, weights);
    String backend = reader.text("backend", root, weights);
    if (names.isPresent()) {
      return new KerasFile(
          version, backend, model, reader.named(weights, names.get()), Naming.NAMED, optimizer);
    }
    List<KerasLayer> layers = new ArrayList<>();
    reader.numbered(root, "", 0, layers);
    if (layers.isEmpty()) {
      throw new FormatException(
          "HDF5 file",
          "expected the weights of a Keras model, found no list of layers",
          "Save it with Keras's model.save or model.save_weights");
    }
    return new KerasFile(version, backend, model, layers, Naming.NUMBERED, optimizer);
  }

  /** Keras 1 and 2: a group for each layer, with the names of its weights in order. */
  private List<KerasLayer> named(Group parent, List<String> names) {
    List<KerasLayer> layers = new ArrayList<>();
    for (String name : names) {
      Group layer = Hdf5.group(parent, name);
      List<NamedArray> weights = new ArrayList<>();
      for (String weight : file.texts(layer, WEIGHTS).orElse(List.of())) {
        weights.add(file.array(layer, weight));
      }
      layers.add(new KerasLayer(name, weights));
    }
    return layers;
  }

  /** Keras 3: weights are {@code layers/conv2d/vars/0}; models in it have layers themselves. */
  private void numbered(Group group, String path, int depth, List<KerasLayer> found) {
    if (depth > DEEPEST) {
      throw new FormatException(
          "group " + Hdf5.excerpt(path), "expected layers, found groups without end", Hdf5.AGAIN);
    }
    for (Map.Entry<String, Group> child : Hdf5.groups(group).entrySet()) {
      String name = child.getKey();
      if (name.equals(VARIABLES)) {
        List<NamedArray> weights = variables(child.getValue());
        if (!weights.isEmpty()) {
          found.add(new KerasLayer(path, weights));
        }
      } else if (depth > 0 || !name.equals("optimizer")) {
        boolean container = CONTAINERS.contains(name);
        String below = container ? path : path.isEmpty() ? name : path + "/" + name;
        numbered(child.getValue(), below, depth + 1, found);
      }
    }
  }

  private List<NamedArray> variables(Group group) {
    List<NamedArray> weights = new ArrayList<>();
    int count = group.getChildren().size();
    for (int i = 0; i < count; i++) {
      weights.add(file.array(group, String.valueOf(i)));
    }
    return weights;
  }

  private static boolean has(Group group, String name) {
    return group.getChildren().containsKey(name);
  }

  private String text(String name, Node... places) {
    for (Node place : places) {
      Optional<String> text = file.text(place, name);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return "";
  }

  /** An object without members, which stands for none. */
  static JsonObject none() {
    return JsonObject.empty();
  }

  /** The description of a model. */
  static JsonObject json(String text) {
    if (Json.parse(text, "model_config") instanceof JsonObject model) {
      return model;
    }
    throw new FormatException("model_config", "expected a JSON object", Hdf5.AGAIN);
  }
}
