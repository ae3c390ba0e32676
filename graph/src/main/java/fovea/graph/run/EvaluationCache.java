package fovea.graph.run;

import fovea.graph.Engine;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.op.Source;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Plans of tensors that were evaluated directly, by the structure of their graphs: the same
 * computation on other values is planned once.
 */
final class EvaluationCache {
  private static final int PLANS = 64;

  private final Map<List<Object>, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Plan> eldest) {
          return size() > PLANS;
        }
      };
  private long structure = -1;

  /** A program whose given values have become arguments. */
  record Closed(Program program, List<HostBuffer> arguments) {}

  /**
   * The program of {@code tensors}, after checking that it is not out of date and needs no
   * arguments.
   */
  static Closed close(List<Tensor> tensors) {
    checkVersions(tensors);
    Program program = ProgramBuilder.build(new Engine.Graph(List.of(), tensors, Map.of()));
    List<HostBuffer> arguments = new ArrayList<>();
    IdentityHashMap<Value, Value> lifted = new IdentityHashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Step step : program.steps()) {
      List<Value> inputs = step.inputs().stream().map(v -> lift(v, lifted, arguments)).toList();
      steps.add(new Step(step.kernel(), inputs, step.outputs(), step.path()));
    }
    List<Value> results = program.results().stream().map(v -> lift(v, lifted, arguments)).toList();
    List<TensorType> types = HostBuffer.types(arguments);
    return new Closed(new Program(types, List.copyOf(steps), results, Map.of()), arguments);
  }

  /** The plan for {@code closed}, made by {@code compile} if there is none yet. */
  Plan plan(Closed closed, Device device, Function<Program, Plan> compile) {
    long now = Variable.structureEpoch();
    if (structure != now) {
      plans.values().removeIf(plan -> !plan.isCurrent());
      structure = now;
    }
    return plans.computeIfAbsent(
        key(closed.program(), device), _ -> compile.apply(closed.program()));
  }

  private static Value lift(Value value, Map<Value, Value> lifted, List<HostBuffer> arguments) {
    if (!(value.origin() instanceof Value.Origin.Given(HostBuffer buffer))) {
      return value;
    }
    return lifted.computeIfAbsent(
        value,
        _ -> {
          arguments.add(buffer);
          return new Value(value.type(), new Value.Origin.Argument(arguments.size() - 1));
        });
  }

  /** All that the plan depends on, compared by value. */
  private static List<Object> key(Program program, Device device) {
    List<Object> key = ProgramKey.of(program, origin -> origin);
    key.add(device);
    key.add(program.arguments());
    return key;
  }

  private static void checkVersions(List<Tensor> tensors) {
    for (Node node : NodeOrder.asRead(tensors)) {
      if (node.op() instanceof Source.Stored(Variable variable, long version)
          && variable.version() != version) {
        throw FoveaException.at(
            node.path(),
            "a result that was made before " + variable.name() + " changed is evaluated after it",
            "evaluate it before the update, or make it again");
      }
    }
  }
}
