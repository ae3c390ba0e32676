package fovea.onnx;

import fovea.format.FormatException;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.nn.ForwardPass;
import fovea.onnx.operator.NodeCall;
import fovea.onnx.operator.Operator;
import fovea.onnx.operator.Operators;
import fovea.onnx.operator.TracedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Goes through a graph, node by node, with values for its names. */
final class Interpreter {
  /** No network needs a tensor of so many elements; a chain of doublings soon does. */
  private static final long MOST_ELEMENTS = 1L << 33;

  /** All numbers together that are computed while the graph is traced. */
  private static final long MOST_KNOWN = 1L << 26;

  private final long version;
  private final Map<String, TracedValue> values;
  private long known;

  private Interpreter(long version, Map<String, TracedValue> given) {
    this.version = version;
    this.values = new HashMap<>(given);
  }

  /**
   * The value {@code to} of {@code model}, from the value {@code from}, weights and constants.
   *
   * @param given values of these
   * @throws FoveaException if more than that is needed
   */
  static TracedValue run(OnnxModel model, String from, String to, Map<String, TracedValue> given) {
    var interpreter = new Interpreter(model.version(), given);
    for (OnnxNode node : GraphCheck.between(from, to, model.graph())) {
      interpreter.step(node);
    }
    return interpreter.value(to);
  }

  private void step(OnnxNode node) {
    String layer = layer(node);
    boolean joined = !Scope.path().isEmpty() && !layer.isEmpty();
    String path = Scope.path() + (joined ? "." : "") + layer;
    List<TracedValue> results = Scope.within(path, () -> results(node));
    for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
      values.put(node.outputs().get(i), results.get(i));
      name(node, i, results.get(i));
    }
  }

  /** Lets a forward pass that is looked at have the names of the file. */
  private static void name(OnnxNode node, int index, TracedValue result) {
    if (result instanceof TracedValue.Traced(Tensor tensor)) {
      String output = clean(node.outputs().get(index));
      ForwardPass.name(output, tensor);
      String name = clean(node.name());
      if (index == 0 && !name.isEmpty() && !name.equals(output)) {
        ForwardPass.name(name, tensor);
      }
    }
  }

  /** The layer that a node belongs to: exporters add the operator to its path. */
  static String layer(OnnxNode node) {
    String name = node.name().isEmpty() ? node.place() : printable(node.name());
    int last = name.lastIndexOf('/');
    String end = name.substring(last + 1);
    boolean added = end.equals(node.operator()) || end.startsWith(node.operator() + "_");
    return added ? name.substring(0, Math.max(0, last)) : name;
  }

  private static String printable(String name) {
    return clean(name.startsWith("/") ? name.substring(1) : name);
  }

  private static String clean(String name) {
    return name.substring(0, Math.min(200, name.length())).replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
  }

  private List<TracedValue> results(OnnxNode node) {
    List<TracedValue> inputs = new ArrayList<>();
    node.inputs()
        .forEach(input -> inputs.add(input.isEmpty() ? new TracedValue.Absent() : value(input)));
    Operator operator =
        Operators.named(node.operator())
            .orElseThrow(() -> FoveaException.here("unknown operator " + node.operator(), ""));
    try {
      List<TracedValue> results = operator.apply(new NodeCall(node, inputs, version));
      results.forEach(this::checkSize);
      return results;
    } catch (FormatException e) {
      throw e.within(Scope.path());
    } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw FoveaException.at(
          Scope.path(),
          "the attributes and inputs of %s do not fit each other (%s)"
              .formatted(node.operator(), e.getMessage()),
          "get or export the model again",
          e);
    }
  }

  private void checkSize(TracedValue value) {
    known += value instanceof TracedValue.Known ? value.shape().elements() : 0;
    if (known > MOST_KNOWN) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "constants of over %,d numbers are to be computed", MOST_KNOWN),
          "store them in the file as initializers");
    }
    if (value.shape().elements() > MOST_ELEMENTS) {
      throw FoveaException.here(
          "a result of shape " + value.shape() + " is larger than any network needs",
          "get the model again, or use smaller pictures");
    }
  }

  private TracedValue value(String name) {
    TracedValue value = values.get(name);
    if (value == null) {
      throw FoveaException.here(
          "\"" + name + "\" is needed, but not computed in this part of the graph",
          "export the model for inference, with one path through its last layer");
    }
    return value;
  }
}
