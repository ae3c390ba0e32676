package fovea.graph.run;

import fovea.graph.Variable;
import fovea.graph.op.Move;
import fovea.graph.op.Unary;
import fovea.graph.op.Update;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Copies of what would be changed under somebody's hands: updates overwrite their variables, and
 * other changes are stored one after another at the end.
 */
final class Snapshots {
  private final Program program;
  private final Uses uses;
  private final Map<Value, Value> copies = new LinkedHashMap<>();

  private Snapshots(Program program) {
    this.program = program;
    this.uses = new Uses(program.steps());
  }

  /** {@code program}, in which each reader finds the value that its graph means. */
  static Program protect(Program program) {
    return new Snapshots(program).protect();
  }

  private Program protect() {
    List<Value> results = program.results().stream().map(this::result).toList();
    Map<Variable, Value> changes = new LinkedHashMap<>();
    program.changes().forEach((v, value) -> changes.put(v, changes(value) ? copy(value) : value));
    List<Step> steps = new ArrayList<>();
    program.steps().forEach(step -> steps.add(protect(step)));
    return new Program(program.arguments(), withCopies(steps), results, changes);
  }

  /** Results are computed, if only by copying: callers read them after the run. */
  private Value result(Value value) {
    boolean copied = source(value) && value.type().dtype().floating();
    return copied || changes(value) ? copy(value) : value;
  }

  private Step protect(Step step) {
    if (!(step.kernel() instanceof Kernel.Plain(Update update))) {
      return step;
    }
    List<Value> inputs =
        IntStream.range(0, step.inputs().size())
            .mapToObj(
                i -> {
                  Value input = step.input(i);
                  boolean target = i < update.targets() && inPlace(step, i);
                  return changes(input) && !target ? copy(input) : input;
                })
            .toList();
    return new Step(step.kernel(), inputs, step.outputs(), step.path());
  }

  /** Whether an update may overwrite its target: it can wait for all others that read it. */
  private boolean inPlace(Step step, int target) {
    Value value = step.input(target);
    return value.origin() instanceof Value.Origin.Stored(Variable variable)
        && step.output(target).equals(program.changes().get(variable))
        && uses.movable(step);
  }

  /** Whether the value lies in a variable that this program changes. */
  private boolean changes(Value value) {
    return uses.source(value).origin() instanceof Value.Origin.Stored(Variable variable)
        && program.changes().containsKey(variable);
  }

  private static boolean source(Value value) {
    return !(value.origin() instanceof Value.Origin.Computed);
  }

  private Value copy(Value value) {
    return copies.computeIfAbsent(value, v -> new Value(v.type(), new Value.Origin.Computed()));
  }

  /** Copies come as soon as there is something to copy. */
  private List<Step> withCopies(List<Step> steps) {
    List<Step> all = new ArrayList<>();
    copies.keySet().stream().filter(Snapshots::source).map(this::copying).forEach(all::add);
    for (Step step : steps) {
      all.add(step);
      step.outputs().stream().filter(copies::containsKey).map(this::copying).forEach(all::add);
    }
    return all;
  }

  private Step copying(Value value) {
    boolean floating = value.type().dtype().floating();
    Kernel same =
        new Kernel.Plain(floating ? new Unary.Affine(1, 0) : new Move.Cast(value.type().dtype()));
    return new Step(same, List.of(value), List.of(copy(value)), "copy");
  }
}
