package fovea.onnx;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.model.FileArrays;
import fovea.nn.Param;
import fovea.nn.State;
import fovea.nn.StateDict;
import fovea.nn.init.Init;
import fovea.onnx.operator.HostArithmetic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Takes a graph apart: what is learned becomes parameters, the rest stays a structure. */
final class OnnxImport {
  private static final String RUNNING_MEAN = "running_mean";

  private OnnxImport() {}

  /** A network that ends with {@code output}, with the weights of {@code model}. */
  static OnnxNetwork network(OnnxModel model, String output) {
    OnnxGraph graph = GraphCheck.leadingTo(output, withOutput(model.graph(), output));
    Map<String, Role> roles = Role.of(graph);
    List<NamedArray> constants = new ArrayList<>();
    List<NamedArray> weights = new ArrayList<>();
    for (NamedArray array : graph.initializers()) {
      (isConstant(array, roles) ? constants : weights).add(array);
    }
    List<OnnxValue> inputs = new ArrayList<>();
    inputs.add(picture(graph));
    weights.forEach(array -> inputs.add(declared(array)));
    var structure = new OnnxGraph(graph.name(), graph.nodes(), constants, inputs, graph.outputs());
    OnnxNetwork network = network(model.graph(structure));
    StateDict.load(network, values(weights));
    network.traceOnce();
    return network;
  }

  /** A network of a graph whose inputs after the first are its weights; they get initial values. */
  static OnnxNetwork network(OnnxModel structure) {
    OnnxGraph graph = structure.graph();
    if (graph.inputs().isEmpty() || graph.outputs().size() != 1) {
      throw new FormatException(
          "graph", "expected inputs and one output", "Get the file again, or save it again");
    }
    OnnxGraph sound = GraphCheck.leadingTo(graph.outputs().getFirst().name(), graph);
    Map<String, Role> roles = Role.of(sound);
    SequencedMap<String, Param> parameters = new LinkedHashMap<>();
    SequencedMap<String, State> statistics = new LinkedHashMap<>();
    for (OnnxValue input : sound.inputs().subList(1, sound.inputs().size())) {
      Shape shape = shape(input);
      Role role = roles.getOrDefault(input.name(), Role.CONSTANT);
      switch (role) {
        case WEIGHT -> parameters.put(input.name(), Param.of(shape, weightInit(shape)));
        case SCALE -> parameters.put(input.name(), Param.of(shape, Init.ones()));
        case SHIFT -> parameters.put(input.name(), Param.of(shape, Init.zeros()));
        case MEAN -> {
          statistics.put(input.name(), State.of(shape, Init.zeros()));
          statistics.putIfAbsent(counter(input.name()), State.counter());
        }
        case VARIANCE -> statistics.put(input.name(), State.of(shape, Init.ones()));
        case CONSTANT ->
            throw new FormatException(
                "input " + GraphCheck.quoted(input.name()),
                "expected weights after the first input, found numbers that nothing learns",
                "Get the file again, or save it again");
      }
    }
    return new OnnxNetwork(structure.graph(sound), parameters, statistics);
  }

  /** What PyTorch calls the counter of batches beside a running mean. */
  static String counter(String mean) {
    return mean.endsWith(RUNNING_MEAN)
        ? mean.substring(0, mean.length() - RUNNING_MEAN.length()) + "num_batches_tracked"
        : mean + ".batches";
  }

  /** {@code network} up to {@code output}, with those of its parameters that this needs. */
  static OnnxNetwork ending(OnnxNetwork network, String output) {
    OnnxGraph whole = network.structure().graph();
    OnnxGraph part = GraphCheck.leadingTo(output, withOutput(whole, output));
    Map<String, Role> roles = Role.of(part);
    List<OnnxValue> inputs =
        part.inputs().stream()
            .filter(input -> input.equals(network.input()) || roles.containsKey(input.name()))
            .toList();
    var graph =
        new OnnxGraph(part.name(), part.nodes(), part.initializers(), inputs, part.outputs());
    SequencedMap<String, Param> parameters = new LinkedHashMap<>(network.parameters());
    parameters.keySet().retainAll(roles.keySet());
    SequencedMap<String, State> statistics = new LinkedHashMap<>();
    network
        .statistics()
        .forEach(
            (name, state) -> {
              if (roles.containsKey(name)) {
                statistics.put(name, state);
                State counter = network.statistics().get(counter(name));
                if (counter != null) {
                  statistics.putIfAbsent(counter(name), counter);
                }
              }
            });
    return new OnnxNetwork(network.structure().graph(graph), parameters, statistics);
  }

  private static OnnxGraph withOutput(OnnxGraph graph, String output) {
    if (graph.outputs().stream().anyMatch(value -> value.name().equals(output))) {
      return graph;
    }
    if (graph.nodes().stream().noneMatch(node -> node.outputs().contains(output))) {
      throw new FormatException(
          "graph",
          "expected a value called %s, found none".formatted(GraphCheck.quoted(output)),
          "Name an output of a node");
    }
    var value = new OnnxValue(output, ArrayDType.F32, new OnnxShape.Unranked());
    return new OnnxGraph(
        graph.name(), graph.nodes(), graph.initializers(), graph.inputs(), List.of(value));
  }

  /** The only input that is no weight. */
  static OnnxValue picture(OnnxGraph graph) {
    Set<String> initializers = new HashSet<>();
    graph.initializers().forEach(array -> initializers.add(array.name()));
    Set<String> read = new HashSet<>();
    graph.nodes().forEach(node -> read.addAll(node.inputs()));
    List<OnnxValue> given =
        graph.inputs().stream()
            .filter(input -> !initializers.contains(input.name()))
            .filter(input -> read.contains(input.name()))
            .toList();
    if (given.size() != 1) {
      List<String> names =
          given.stream().limit(10).map(value -> GraphCheck.quoted(value.name())).toList();
      throw FoveaException.here(
          "expected a network with one input, found " + (names.isEmpty() ? "none" : names),
          "export it with one input, the pictures");
    }
    return given.getFirst();
  }

  private static boolean isConstant(NamedArray array, Map<String, Role> roles) {
    Role role = roles.getOrDefault(array.name(), Role.CONSTANT);
    boolean number = array.shape().isEmpty() || array.elements() == 0;
    return role == Role.CONSTANT || !array.type().isReal() || (role == Role.WEIGHT && number);
  }

  private static OnnxValue declared(NamedArray array) {
    long[] sizes = array.shape().stream().mapToLong(Long::longValue).toArray();
    return new OnnxValue(array.name(), ArrayDType.F32, OnnxShape.of(sizes));
  }

  private static Shape shape(OnnxValue input) {
    if (input.shape() instanceof OnnxShape.Ranked(List<OnnxDimension> dimensions)) {
      int[] dims = new int[dimensions.size()];
      for (int i = 0; i < dims.length; i++) {
        if (!(dimensions.get(i) instanceof OnnxDimension.Fixed(long size))) {
          throw unfit(input);
        }
        dims[i] = HostArithmetic.small(size);
      }
      return Shape.of(dims);
    }
    throw unfit(input);
  }

  private static FormatException unfit(OnnxValue input) {
    return new FormatException(
        "input " + GraphCheck.quoted(input.name()),
        "expected weights of fixed sizes after the first input",
        "Get the file again, or save it again");
  }

  private static Init weightInit(Shape shape) {
    return shape.rank() < 2 ? Init.zeros() : Init.torchUniform();
  }

  private static Map<String, HostBuffer> values(List<NamedArray> weights) {
    Map<String, HostBuffer> values = new HashMap<>();
    weights.forEach(array -> values.put(array.name(), FileArrays.buffer(array)));
    return values;
  }
}
