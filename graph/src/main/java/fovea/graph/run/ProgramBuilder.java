package fovea.graph.run;

import fovea.graph.Engine;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.op.Custom;
import fovea.graph.op.Source;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Orders the part of a graph that is needed into a program. */
public final class ProgramBuilder {
  private final Engine.Graph graph;
  private final IdentityHashMap<Tensor, Value> values = new IdentityHashMap<>();
  private final IdentityHashMap<Variable, Value> stored = new IdentityHashMap<>();

  private ProgramBuilder(Engine.Graph graph) {
    this.graph = graph;
  }

  /**
   * The program of {@code graph}, without what nobody reads.
   *
   * @throws FoveaException if it needs an argument that it does not name
   */
  public static Program build(Engine.Graph graph) {
    return new ProgramBuilder(graph).build();
  }

  private Program build() {
    List<Step> steps = new ArrayList<>();
    for (Node node : needed()) {
      if (node.op() instanceof Source source) {
        values.put(node.output(), source(node.output(), source));
      } else if (node.op() instanceof Custom.Composed(var _, int count)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          values.put(node.output(i), value(node.input(count + i)));
        }
      } else {
        steps.add(step(node));
      }
    }
    List<Value> results = graph.results().stream().map(this::value).toList();
    Map<Variable, Value> changes = new LinkedHashMap<>();
    graph.changes().forEach((variable, tensor) -> changes.put(variable, value(tensor)));
    return Snapshots.protect(new Program(graph.arguments(), List.copyOf(steps), results, changes));
  }

  private Step step(Node node) {
    List<Value> outputs =
        node.outputs().stream().map(t -> new Value(t.type(), new Value.Origin.Computed())).toList();
    for (int i = 0; i < outputs.size(); i++) {
      values.put(node.output(i), outputs.get(i));
    }
    List<Value> inputs = node.inputs().stream().map(this::value).toList();
    return new Step(new Kernel.Plain(node.op()), inputs, outputs, node.path());
  }

  /** The value of a tensor whose node has been visited. */
  private Value value(Tensor tensor) {
    return Objects.requireNonNull(values.get(tensor));
  }

  private Value source(Tensor tensor, Source source) {
    return switch (source) {
      case Source.Argument(int index, var type) -> {
        checkArgument(index, type);
        yield new Value(type, new Value.Origin.Argument(index));
      }
      case Source.Full(double number, var type) -> new Value(type, new Value.Origin.Full(number));
      case Source.Given(var buffer) -> new Value(buffer.type(), new Value.Origin.Given(buffer));
      case Source.Stored(Variable variable, long _) ->
          stored.computeIfAbsent(
              variable, v -> new Value(tensor.type(), new Value.Origin.Stored(v)));
    };
  }

  private void checkArgument(int index, TensorType type) {
    List<TensorType> known = graph.arguments();
    if (index >= known.size() || !known.get(index).equals(type)) {
      throw FoveaException.at(
          "argument " + index,
          "a tensor that was made from it (" + type + ") is used outside of its function",
          "return it as a result of the function");
    }
  }

  /** All nodes that results and changes depend on. */
  private List<Node> needed() {
    List<Tensor> ends = new ArrayList<>(graph.results());
    ends.addAll(graph.changes().values());
    return NodeOrder.asMade(ends);
  }
}
