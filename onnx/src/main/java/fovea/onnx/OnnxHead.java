package fovea.onnx;

import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.Param;
import fovea.nn.init.Init;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The last layer with weights of a graph, which turns features into logits.
 *
 * @param features name of the value that goes into it; before a dropout, if there is one
 * @param weight name of its weight
 * @param bias name of its shift, if it has one
 * @param axis of the weight along which the classes lie
 */
record OnnxHead(String features, String weight, Optional<String> bias, int axis) {
  private static final Set<String> PRODUCTS = Set.of("Conv", "Gemm", "MatMul");

  /**
   * Finds the head.
   *
   * @throws FoveaException if there is none
   */
  static OnnxHead of(OnnxGraph graph, Map<String, Param> parameters) {
    for (OnnxNode node : graph.nodes().reversed()) {
      boolean weighted = node.inputs().size() > 1 && parameters.containsKey(node.inputs().get(1));
      if (PRODUCTS.contains(node.operator()) && weighted) {
        return of(node, graph, parameters);
      }
    }
    throw FoveaException.here(
        "the graph has no last layer with weights", "use a network that ends in one");
  }

  private static OnnxHead of(OnnxNode node, OnnxGraph graph, Map<String, Param> parameters) {
    String weight = node.inputs().get(1);
    boolean first = node.operator().equals("Conv") || node.whole("transB", 0) != 0;
    Optional<String> bias =
        node.operator().equals("MatMul")
            ? added(node.outputs().getFirst(), graph, parameters)
            : node.inputs().stream().skip(2).filter(parameters::containsKey).findFirst();
    String features = node.inputs().getFirst();
    Optional<OnnxNode> dropout =
        graph.nodes().stream()
            .filter(before -> before.operator().equals("Dropout"))
            .filter(before -> before.outputs().getFirst().equals(features))
            .findFirst();
    String before = dropout.map(drop -> drop.inputs().getFirst()).orElse(features);
    return new OnnxHead(before, weight, bias, first ? 0 : 1);
  }

  /** The parameter that is added to {@code product} and nothing else. */
  private static Optional<String> added(
      String product, OnnxGraph graph, Map<String, Param> parameters) {
    return graph.nodes().stream()
        .filter(node -> node.operator().equals("Add") && node.inputs().contains(product))
        .flatMap(node -> node.inputs().stream())
        .filter(parameters::containsKey)
        .findFirst();
  }

  /** Paths of its parameters: one, if they are named like those of a layer. */
  List<String> paths() {
    String layer = weight.endsWith(".weight") ? weight.substring(0, weight.length() - 7) : weight;
    boolean together = bias.isEmpty() || bias.get().startsWith(layer + ".");
    return together ? List.of(layer) : List.of(weight, bias.get());
  }

  /** The same network with another number of classes and a head that has learned nothing. */
  OnnxNetwork replaced(OnnxNetwork network, int classes) {
    Shape old = network.parameters().getOrDefault(weight, Param.none()).shape();
    Map<String, Param> fresh = new HashMap<>();
    double fanIn = (double) old.elements() / old.dim(axis);
    Init start = Init.uniform(1 / Math.sqrt(fanIn));
    fresh.put(weight, Param.of(old.with(axis, classes), start));
    bias.ifPresent(name -> fresh.put(name, Param.of(Shape.of(classes), start)));
    SequencedMap<String, Param> parameters = new LinkedHashMap<>(network.parameters());
    parameters.replaceAll(fresh::getOrDefault);
    OnnxGraph graph = network.structure().graph();
    List<OnnxValue> inputs = new ArrayList<>();
    for (OnnxValue input : graph.inputs()) {
      Param changed = fresh.get(input.name());
      inputs.add(changed == null ? input : resized(input, changed.shape()));
    }
    OnnxValue output = graph.outputs().getFirst();
    var open = new OnnxValue(output.name(), output.type(), new OnnxShape.Unranked());
    var changed =
        new OnnxGraph(graph.name(), graph.nodes(), graph.initializers(), inputs, List.of(open));
    return new OnnxNetwork(network.structure().graph(changed), parameters, network.statistics());
  }

  private static OnnxValue resized(OnnxValue input, Shape shape) {
    long[] sizes = Arrays.stream(shape.dims()).asLongStream().toArray();
    return new OnnxValue(input.name(), input.type(), OnnxShape.of(sizes));
  }
}
