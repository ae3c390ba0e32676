package fovea.zoo;

import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.format.Safetensors;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.StateDict;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/** What another framework has computed with one network under {@link FormulaWeights}. */
record GoldenModel(String name, Safetensors file) {

  static GoldenModel read(Path path) {
    String fileName = path.getFileName().toString();
    return new GoldenModel(
        fileName.substring(0, fileName.lastIndexOf('.')), Safetensors.read(path));
  }

  /** Name and shape of every value, in order. */
  SequencedMap<String, Shape> state() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    JsonObject state = (JsonObject) metadata("state");
    for (Map.Entry<String, JsonValue> entry : state.members().entrySet()) {
      shapes.put(entry.getKey(), shape(state.array(entry.getKey()).longs()));
    }
    return shapes;
  }

  /** Number of elements of all parameters. */
  long parameters() {
    return Long.parseLong(file.metadata().get("params"));
  }

  /** The network for its published input, without dropout. */
  Classifier untrained() {
    Architecture network = Zoo.architecture(name);
    boolean drops = network.options().stream().anyMatch(option -> option.name().equals("dropout"));
    NetworkArguments usual = network.defaults();
    return network.create(drops ? usual.option("dropout", "0") : usual);
  }

  /** The network, with its published input and weights by formula. */
  Layer network() {
    Layer network = untrained();
    var values = new LinkedHashMap<String, HostBuffer>();
    StateDict.shapes(network)
        .forEach((key, shape) -> values.put(key, FormulaWeights.state(key, shape)));
    StateDict.load(network, values);
    return network;
  }

  /** Shape of {@code n} pictures. */
  Shape input(int n) {
    NetworkArguments arguments = Zoo.architecture(name).defaults();
    return Shape.of(n, arguments.channels(), arguments.height(), arguments.width());
  }

  /** Names of arrays that begin with {@code prefix}, without it. */
  List<String> names(String prefix) {
    return file.arrays().stream()
        .map(array -> array.name())
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  double[] values(String array) {
    return file.array(array).toDoubles();
  }

  private JsonValue metadata(String key) {
    return Json.parse(file.metadata().get(key), name + " " + key);
  }

  private static Shape shape(long[] dims) {
    return Shape.of(LongStream.of(dims).mapToInt(Math::toIntExact).toArray());
  }
}
