package fovea.onnx.export;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.FileArrays;
import fovea.nn.Network;
import fovea.nn.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/** A graph of ONNX under construction: names, nodes, constants and initializers. */
public final class ExportedGraph {
  public static final long VERSION = 17;
  private static final String BATCH = "batch";

  private final TracedGraph traced;
  private final TracedGraph another;
  private final boolean openBatch;
  private final SequencedMap<String, TensorType> inputs;
  private final SequencedMap<String, TensorType> larger = new LinkedHashMap<>();
  private final IdentityHashMap<Variable, String> parameters = new IdentityHashMap<>();
  private final Map<String, NamedArray> initializers = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private final IdentityHashMap<Tensor, String> values = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, List<Node>> users = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Integer> places = new IdentityHashMap<>();
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Traces {@code network} for {@code inputs}. */
  public ExportedGraph(Network network, SequencedMap<String, TensorType> inputs) {
    this.inputs = inputs;
    inputs.forEach(
        (name, type) -> {
          if (type.shape().rank() == 0) {
            throw FoveaException.here("a network for single numbers", "give the type of a batch");
          }
          larger.put(name, larger(type));
        });
    traced = TracedGraph.of(network, inputs);
    another = TracedGraph.of(network, larger);
    names.addAll(inputs.keySet());
    names.addAll(traced.results().byName().keySet());
    Parameters.of(network).forEach((name, param) -> own(param.variable(), name));
    Parameters.states(network).forEach((name, state) -> own(state.variable(), name));
    openBatch = traced.sameButBatch(another);
    for (int i = 0; i < traced.nodes().size(); i++) {
      Node node = traced.nodes().get(i);
      places.put(node, i);
      node.inputs().forEach(read -> users.computeIfAbsent(read, _ -> new ArrayList<>()).add(node));
    }
  }

  /** The type of a batch of one more. */
  private static TensorType larger(TensorType type) {
    return type.with(type.shape().with(0, type.shape().dim(0) + 1));
  }

  private void own(Variable variable, String name) {
    parameters.put(variable, name);
    names.add(name);
    order.add(name);
  }

  /** The model; metadata is left to the caller. */
  public OnnxModel model() {
    for (Node node : traced.nodes()) {
      Exports.write(node, this);
    }
    SequencedMap<String, Tensor> results = traced.results().byName();
    results.forEach((name, tensor) -> finish(name, value(tensor)));
    List<NamedArray> used =
        order.stream().filter(initializers::containsKey).map(initializers::get).toList();
    List<OnnxValue> declaredInputs = new ArrayList<>();
    inputs.forEach(
        (name, type) -> declaredInputs.add(declared(name, type, openBatch ? larger(type) : type)));
    List<OnnxValue> outputs = new ArrayList<>();
    results.forEach(
        (name, tensor) -> {
          Tensor other = openBatch ? another.results().at(name) : tensor;
          outputs.add(declared(name, tensor.type(), other.type()));
        });
    return OnnxModel.of(new OnnxGraph("fovea", nodes, used, declaredInputs, outputs), VERSION);
  }

  /** The last node gets the name of the output, if it makes that and nothing else. */
  private void finish(String name, String result) {
    boolean last = !nodes.isEmpty() && nodes.getLast().outputs().getFirst().equals(result);
    if (!last || traced.results().byName().size() > 1) {
      nodes.add(OnnxNode.of("Identity", List.of(result), name));
      return;
    }
    OnnxNode node = nodes.removeLast();
    List<String> outputs = new ArrayList<>(node.outputs());
    outputs.set(0, name);
    nodes.add(
        new OnnxNode(
            node.name(),
            node.domain(),
            node.operator(),
            node.inputs(),
            outputs,
            new LinkedHashMap<>(node.attributes())));
  }

  private static OnnxValue declared(String name, TensorType type, TensorType other) {
    List<OnnxDimension> dimensions = new ArrayList<>();
    for (int i = 0; i < type.shape().rank(); i++) {
      boolean open = type.shape().dim(i) != other.shape().dim(i);
      dimensions.add(
          open ? new OnnxDimension.Free(BATCH) : new OnnxDimension.Fixed(type.shape().dim(i)));
    }
    return new OnnxValue(name, elementType(type.dtype()), new OnnxShape.Ranked(dimensions));
  }

  // ---- for the ops

  /** The name of an input of the network. */
  String input(int index) {
    return inputs.keySet().stream().skip(index).findFirst().orElseThrow();
  }

  /** The name of a value that has been written. */
  String value(Tensor tensor) {
    String name = values.get(tensor);
    if (name == null) {
      throw FoveaException.at(
          tensor.node().path(),
          "a second result of " + tensor.node().op().name() + " has no name in ONNX",
          "leave it out of the network");
    }
    return name;
  }

  /** Says what the result of {@code node} is called. */
  void result(Node node, String name) {
    values.put(node.output(), name);
  }

  /** Says that the results of {@code node} are its inputs from {@code first} on. */
  String same(Node node, int first) {
    for (int i = 0; i < node.outputs().size(); i++) {
      values.put(node.output(i), value(node.input(first + i)));
    }
    return value(node.output());
  }

  /** The nodes that read a value. */
  List<Node> users(Tensor tensor) {
    return users.getOrDefault(tensor, List.of());
  }

  /** {@code operator} on the inputs of {@code at}, not yet added. */
  OnnxNode applied(Node at, String operator) {
    return OnnxNode.of(operator, at.inputs().stream().map(this::value).toList(), "");
  }

  /** Adds {@code operator} on the inputs of {@code at}. */
  String apply(Node at, String operator) {
    return add(at, applied(at, operator));
  }

  /** Adds a node of {@code operator} for {@code at}; its name is that of its value. */
  String add(Node at, String operator, String... inputs) {
    return add(at, OnnxNode.of(operator, List.of(inputs), ""));
  }

  /** Adds {@code node}, named after the layer of {@code at}. */
  String add(Node at, OnnxNode node) {
    return add(at, node, 1).getFirst();
  }

  /** Adds {@code node}, whose outputs are all results of {@code at}; gives the first one's name. */
  String addWhole(Node at, OnnxNode node) {
    List<String> outputs = add(at, node, at.outputs().size());
    for (int i = 0; i < outputs.size(); i++) {
      values.put(at.output(i), outputs.get(i));
    }
    return outputs.getFirst();
  }

  private List<String> add(Node at, OnnxNode node, int count) {
    String base = (at.path().isEmpty() ? "" : at.path() + "/") + node.operator();
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(unused(base));
    }
    nodes.add(
        new OnnxNode(
            outputs.getFirst(),
            "",
            node.operator(),
            node.inputs(),
            outputs,
            new LinkedHashMap<>(node.attributes())));
    return outputs;
  }

  /** {@code base}, or else with the first number behind it that makes it a new name. */
  private String unused(String base) {
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  /** Adds a constant of whole numbers. */
  String wholes(Node at, long... values) {
    return constant(at, NamedArray.of("", List.of((long) values.length), values));
  }

  /** Adds a constant of one number of the type that {@code at} computes in. */
  String number(Node at, double value) {
    return at.output().type().dtype() == DType.F64
        ? constant(at, NamedArray.of("", List.of(), value))
        : constant(at, NamedArray.of("", List.of(), (float) value));
  }

  /** Adds a constant. */
  String constant(Node at, HostBuffer values) {
    return constant(at, FileArrays.array("", values));
  }

  private String constant(Node at, NamedArray array) {
    OnnxNode node = OnnxNode.of("Constant", List.of(), "");
    return add(at, node.with("value", OnnxAttribute.of(array)));
  }

  /** The name of the initializer for a parameter or state, which is added when first asked for. */
  String initializer(Variable variable) {
    String name = parameters.computeIfAbsent(variable, this::foreign);
    initializers.computeIfAbsent(
        name,
        _ -> {
          elementType(variable.type().dtype());
          return FileArrays.array(name, variable.value());
        });
    return name;
  }

  private String foreign(Variable variable) {
    String name = unused(variable.name());
    order.add(name);
    return name;
  }

  /** The sizes of a node's result for a file: an open one is {@code open}. */
  long[] sizes(Node node, long open) {
    Shape shape = node.output().shape();
    Shape other = shape;
    if (openBatch) {
      other = another.nodes().get(places.getOrDefault(node, 0)).output().shape();
    }
    Shape compared = other;
    return IntStream.range(0, shape.rank())
        .mapToLong(i -> shape.dim(i) == compared.dim(i) ? shape.dim(i) : open)
        .toArray();
  }

  /** The type of elements in files, of those that inference knows. */
  static ArrayDType elementType(DType dtype) {
    return switch (dtype) {
      case F32 -> ArrayDType.F32;
      case F64 -> ArrayDType.F64;
      case I32 -> ArrayDType.I32;
      case I64 -> ArrayDType.I64;
      case U8 -> ArrayDType.U8;
      case BF16 ->
          throw FoveaException.here(
              "a network with bf16 values is to be exported",
              "cast it to f32: Parameters.cast(network, DType.F32)");
    };
  }
}
