package fovea.onnx;

import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxNode;
import fovea.onnx.OnnxEnding.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last steps before one output of a graph.
 *
 * @param kind what becomes of the scores
 * @param scores name of their value
 * @param graph with the last steps
 * @param moves nodes between what makes probabilities of the scores and the output
 * @param output name of the output; that of the scores where nothing comes after them
 */
record GraphEnd(Kind kind, String scores, OnnxGraph graph, List<OnnxNode> moves, String output) {

  /** What changes no number that it keeps. */
  static final Set<String> MOVES =
      Set.of(
          "Identity", "Dropout", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose");

  private static final Set<String> PICKS = Set.of("ArgMax", "TopK");

  /**
   * What makes probabilities tells more than what takes the largest, which tells more than nothing.
   */
  static final Comparator<GraphEnd> MOST_TELLING = Comparator.comparing(GraphEnd::kind);

  /** Looks back from the value {@code output}. */
  static GraphEnd of(OnnxGraph graph, String output) {
    return new Walk(graph).from(output);
  }

  /** The graph in which the moves come right after the scores. */
  OnnxGraph rewired() {
    if (moves.isEmpty()) {
      return graph;
    }
    OnnxNode first = moves.getFirst();
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
    nodes.set(nodes.indexOf(first), reading(first, scores));
    return new OnnxGraph(
        graph.name(), nodes, graph.initializers(), graph.inputs(), graph.outputs());
  }

  private static OnnxNode reading(OnnxNode node, String value) {
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, value);
    return new OnnxNode(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), node.attributes());
  }

  /** Goes back from an output to what makes probabilities, or to whatever else computes. */
  private static final class Walk {
    private final OnnxGraph graph;
    private final Map<String, OnnxNode> makers = new HashMap<>();

    Walk(OnnxGraph graph) {
      this.graph = graph;
      for (OnnxNode node : graph.nodes()) {
        if (node.domain().isEmpty() && node.hasInput(0)) {
          node.outputs().forEach(name -> makers.put(name, node));
        }
      }
    }

    GraphEnd from(String output) {
      Deque<OnnxNode> moves = new ArrayDeque<>();
      boolean picked = false;
      String value = output;
      // A graph that goes round in a circle is refused elsewhere; here it only must end.
      for (int steps = 0; steps <= graph.nodes().size(); steps++) {
        OnnxNode node = makers.get(value);
        if (node == null) {
          break;
        }
        if (MOVES.contains(node.operator())) {
          moves.addFirst(node);
        } else if (PICKS.contains(node.operator())) {
          moves.clear();
          picked = true;
        } else {
          break;
        }
        value = node.inputs().getFirst();
      }
      return found(value, moves, picked, output);
    }

    private GraphEnd found(String value, Deque<OnnxNode> moves, boolean picked, String output) {
      Optional<String> softmax = softmaxOf(value);
      Optional<String> sigmoid = sigmoidOf(value);
      if (softmax.isEmpty() && sigmoid.isEmpty()) {
        Kind kind = picked ? Kind.LARGEST : Kind.NONE;
        String scores = picked ? value : output;
        return MixedProbabilities.of(graph, value)
            .map(mixed -> bare(mixed.kind(), mixed.logits(), mixed.graph()))
            .orElseGet(() -> bare(kind, scores, graph));
      }
      Kind kind = softmax.isPresent() ? Kind.SOFTMAX : Kind.SIGMOID;
      String scores = softmax.or(() -> sigmoid).orElse(value);
      return picked || moves.isEmpty()
          ? bare(kind, scores, graph)
          : new GraphEnd(kind, scores, graph, List.copyOf(moves), output);
    }

    private static GraphEnd bare(Kind kind, String scores, OnnxGraph graph) {
      return new GraphEnd(kind, scores, graph, List.of(), scores);
    }

    /** What {@code value} is the softmax of, or its logarithm, if it is one. */
    private Optional<String> softmaxOf(String value) {
      OnnxNode last = makers.get(value);
      if (last == null) {
        return Optional.empty();
      }
      String input = last.inputs().getFirst();
      return switch (last.operator()) {
        case "Softmax", "LogSoftmax" -> Optional.of(input);
        case "Log" -> inputOf("Softmax", input);
        case "Div" ->
            last.hasInput(1)
                    && inputOf("ReduceSum", last.inputs().get(1)).equals(Optional.of(input))
                ? inputOf("Exp", input)
                : Optional.empty();
        default -> Optional.empty();
      };
    }

    private Optional<String> sigmoidOf(String value) {
      return inputOf("Sigmoid", value);
    }

    /** What goes into the node that makes {@code value}, if it has this operator. */
    private Optional<String> inputOf(String operator, String value) {
      return Optional.ofNullable(makers.get(value))
          .filter(node -> node.operator().equals(operator))
          .map(node -> node.inputs().getFirst());
    }
  }
}
