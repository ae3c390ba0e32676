package fovea.onnx;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import fovea.onnx.OnnxEnding.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Probabilities with which a graph still computes before they come out, such as the mean of two
 * softmaxes, or a sigmoid beside its difference to 1. No value is their logits; these are computed
 * from them again.
 *
 * @param kind what the logits need to become the probabilities
 * @param graph with nodes that compute the logits
 * @param logits name of their value
 */
record MixedProbabilities(Kind kind, OnnxGraph graph, String logits) {
  private static final Set<String> MIXERS =
      Set.of(
          "Add", "Sub", "Mul", "Div", "Sum", "Mean", "Neg", "Min", "Max", "Clip", "Concat", "Slice",
          "Gather");

  /** Keeps the logarithm of 0 finite. */
  private static final float LEAST = 1e-30f;

  /** What {@code value} is, if it follows from probabilities and constants alone. */
  static Optional<MixedProbabilities> of(OnnxGraph graph, String value) {
    Set<String> met = met(graph, value);
    boolean softmax = met.contains("Softmax");
    boolean sigmoid = met.contains("Sigmoid");
    boolean mixed = met.stream().anyMatch(MIXERS::contains);
    if (met.contains("") || !mixed || softmax == sigmoid) {
      return Optional.empty();
    }
    // A sigmoid beside another probability makes classes, of which one is the rest.
    boolean classes = softmax || met.contains("Concat");
    return Optional.of(classes ? logarithms(graph, value) : logits(graph, value));
  }

  /** Operators on the way back to probabilities; an empty one where something else is met. */
  private static Set<String> met(OnnxGraph graph, String value) {
    Map<String, OnnxNode> makers = new HashMap<>();
    graph.nodes().forEach(node -> node.outputs().forEach(name -> makers.put(name, node)));
    Set<String> seen = new HashSet<>(Set.of(""));
    graph.initializers().forEach(array -> seen.add(array.name()));
    Set<String> met = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      String name = open.pop();
      OnnxNode node = makers.get(name);
      if (!seen.add(name) || (node != null && node.operator().equals("Constant"))) {
        continue;
      }
      String operator = node == null || !node.domain().isEmpty() ? "" : node.operator();
      boolean mixes = MIXERS.contains(operator) || GraphEnd.MOVES.contains(operator);
      boolean probabilities = operator.equals("Softmax") || operator.equals("Sigmoid");
      met.add(mixes || probabilities ? operator : "");
      if (node != null && mixes) {
        node.inputs().forEach(open::push);
      }
    }
    return met;
  }

  private static MixedProbabilities logarithms(OnnxGraph graph, String value) {
    String result = value + "/log";
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
    nodes.addAll(logarithm(value, value, result));
    return new MixedProbabilities(Kind.SOFTMAX, with(graph, value, nodes), result);
  }

  private static MixedProbabilities logits(OnnxGraph graph, String value) {
    String result = value + "/logit";
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
    nodes.add(OnnxNode.of("Sub", List.of(value + "/one", value), value + "/rest"));
    nodes.addAll(logarithm(value, value, value + "/log"));
    nodes.addAll(logarithm(value, value + "/rest", value + "/log_rest"));
    nodes.add(OnnxNode.of("Sub", List.of(value + "/log", value + "/log_rest"), result));
    return new MixedProbabilities(Kind.SIGMOID, with(graph, value, nodes), result);
  }

  private static List<OnnxNode> logarithm(String constants, String value, String result) {
    String positive = result + "/positive";
    return List.of(
        OnnxNode.of("Add", List.of(value, constants + "/least"), positive),
        OnnxNode.of("Log", List.of(positive), result));
  }

  private static OnnxGraph with(OnnxGraph graph, String value, List<OnnxNode> nodes) {
    List<NamedArray> initializers = new ArrayList<>(graph.initializers());
    initializers.add(NamedArray.of(value + "/one", List.of(), 1f));
    initializers.add(NamedArray.of(value + "/least", List.of(), LEAST));
    return new OnnxGraph(graph.name(), nodes, initializers, graph.inputs(), graph.outputs());
  }
}
