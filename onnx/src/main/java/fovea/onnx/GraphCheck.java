package fovea.onnx;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxValue;
import fovea.onnx.operator.Operators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold of a graph before it is gone through. */
final class GraphCheck {
  private static final String REMEDY = "Get the file again, or export the model again";

  private GraphCheck() {}

  /**
   * The part of {@code graph} that makes {@code output}, in its order.
   *
   * @throws FormatException if a name is given twice or never, nodes go round in a circle, or an
   *     operator is not known
   */
  static OnnxGraph leadingTo(String output, OnnxGraph graph) {
    Map<String, OnnxNode> makers = makers(graph);
    List<OnnxNode> nodes = between("", output, graph);
    Set<String> read = new HashSet<>(Set.of(output));
    nodes.forEach(node -> read.addAll(node.inputs()));
    List<NamedArray> initializers =
        graph.initializers().stream().filter(array -> read.contains(array.name())).toList();
    List<OnnxValue> outputs =
        graph.outputs().stream().filter(value -> value.name().equals(output)).toList();
    checkOperators(nodes);
    checkOrder(nodes, known(graph), makers);
    return new OnnxGraph(graph.name(), nodes, initializers, graph.inputs(), outputs);
  }

  /** The nodes that make {@code to} once {@code from} is there, in the order of the graph. */
  static List<OnnxNode> between(String from, String to, OnnxGraph graph) {
    Map<String, OnnxNode> makers = new HashMap<>();
    graph.nodes().forEach(node -> node.outputs().forEach(name -> makers.put(name, node)));
    Set<OnnxNode> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<String> open = new ArrayDeque<>(List.of(to));
    Set<String> names = new HashSet<>(List.of(from, ""));
    while (!open.isEmpty()) {
      String name = open.pop();
      OnnxNode maker = makers.get(name);
      if (names.add(name) && maker != null && needed.add(maker)) {
        maker.inputs().forEach(open::push);
      }
    }
    return graph.nodes().stream().filter(needed::contains).toList();
  }

  private static Map<String, OnnxNode> makers(OnnxGraph graph) {
    Set<String> initializers = new HashSet<>();
    for (NamedArray array : graph.initializers()) {
      if (!initializers.add(array.name())) {
        throw twice("initializer", array.name());
      }
    }
    Set<String> given = new HashSet<>();
    for (OnnxValue input : graph.inputs()) {
      if (!given.add(input.name())) {
        throw twice("input", input.name());
      }
    }
    given.addAll(initializers);
    Map<String, OnnxNode> makers = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      for (String name : node.outputs()) {
        if (!name.isEmpty() && (given.contains(name) || makers.put(name, node) != null)) {
          throw twice("value", name);
        }
      }
    }
    return makers;
  }

  private static Set<String> known(OnnxGraph graph) {
    Set<String> known = new HashSet<>();
    graph.inputs().forEach(input -> known.add(input.name()));
    graph.initializers().forEach(array -> known.add(array.name()));
    return known;
  }

  private static void checkOperators(List<OnnxNode> nodes) {
    Set<String> unknown = new TreeSet<>();
    for (OnnxNode node : nodes) {
      if (!node.domain().isEmpty()) {
        unknown.add(node.domain() + "." + node.operator());
      } else if (Operators.named(node.operator()).isEmpty()) {
        unknown.add(node.operator());
      }
    }
    if (!unknown.isEmpty()) {
      throw new FormatException(
          "graph",
          "expected operators of convolutional networks, found %s"
              .formatted(
                  unknown.stream()
                      .limit(10)
                      .map(GraphCheck::quoted)
                      .collect(Collectors.joining(", "))),
          "Export the model without them");
    }
  }

  private static void checkOrder(
      List<OnnxNode> nodes, Set<String> known, Map<String, OnnxNode> makers) {
    Set<String> made = new HashSet<>(known);
    for (OnnxNode node : nodes) {
      List<String> missing = new ArrayList<>(node.inputs());
      missing.removeIf(input -> input.isEmpty() || made.contains(input));
      if (!missing.isEmpty()) {
        String name = missing.getFirst();
        throw new FormatException(
            node.place(),
            makers.containsKey(name)
                ? "expected input %s from a node before it, found it after: a circle, or no order"
                    .formatted(quoted(name))
                : "expected input %s from a node, input or initializer, found none"
                    .formatted(quoted(name)),
            REMEDY);
      }
      made.addAll(node.outputs());
    }
  }

  private static FormatException twice(String kind, String name) {
    return new FormatException(
        "graph", "expected every %s once, found %s twice".formatted(kind, quoted(name)), REMEDY);
  }

  /** A short, printable piece of a name that comes from a file. */
  static String quoted(String name) {
    String head = name.substring(0, Math.min(name.length(), 60));
    return '"' + head.replaceAll("\\p{Cntrl}|\\p{Cs}", "?") + '"';
  }
}
