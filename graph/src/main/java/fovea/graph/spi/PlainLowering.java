package fovea.graph.spi;

import fovea.graph.Variable;
import fovea.graph.op.Move;
import fovea.graph.op.Update;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lowering for backends that keep everything row-major: one call for each step, reshapes for free,
 * updates in the memory of their variables.
 */
public final class PlainLowering {
  private final String implementation;
  private final Kernels kernels;
  private final IdentityHashMap<Value, Slot> slots = new IdentityHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  /** Makes the kernel of a step over row-major memory. */
  public interface Kernels {
    /** Binds the kernel of {@code step}. */
    Runnable bind(Step step, List<MemorySegment> inputs, List<MemorySegment> outputs);
  }

  private PlainLowering(String implementation, Kernels kernels) {
    this.implementation = implementation;
    this.kernels = kernels;
  }

  /** Lowers {@code program} with {@code kernels}, called {@code implementation} in print-outs. */
  public static Lowered lower(Program program, String implementation, Kernels kernels) {
    return new PlainLowering(implementation, kernels).lower(program);
  }

  private Lowered lower(Program program) {
    IdentityHashMap<Value, Variable> targets = new IdentityHashMap<>();
    program.changes().forEach((variable, value) -> targets.put(value, variable));
    for (Step step : program.steps()) {
      if (step.kernel() instanceof Kernel.Plain(Move.Reshape _)) {
        slots.put(step.output(), slot(step.input(0)).seen(Layout.plain(step.output().type())));
      } else {
        step(step, targets);
      }
    }
    program.changes().forEach(this::store);
    return new Lowered(calls, program.results().stream().map(this::slot).toList());
  }

  private void step(Step step, Map<Value, Variable> targets) {
    List<Slot> reads = step.inputs().stream().map(this::slot).toList();
    for (int i = 0; i < step.outputs().size(); i++) {
      Value output = step.output(i);
      slots.put(output, target(step, i, targets));
    }
    List<Slot> writes = step.outputs().stream().map(this::slot).toList();
    calls.add(
        new Call(
            label(step, implementation, false),
            reads,
            writes,
            List.of(),
            false,
            memory ->
                kernels.bind(
                    step,
                    reads.stream().map(memory::of).toList(),
                    writes.stream().map(memory::of).toList())));
  }

  /** An update writes into its variable, whose other readers come before it. */
  private Slot target(Step step, int index, Map<Value, Variable> targets) {
    Value output = step.output(index);
    if (step.kernel() instanceof Kernel.Plain(Update _) && targets.containsKey(output)) {
      Variable variable = targets.get(output);
      if (step.input(index).origin().equals(new Value.Origin.Stored(variable))) {
        return slot(step.input(index));
      }
    }
    return Slot.temporary(Layout.plain(output.type()));
  }

  private void store(Variable variable, Value value) {
    Slot from = slot(value);
    if (!from.place().equals(new Slot.Place.Stored(variable))) {
      calls.add(Call.store(from, variable));
    }
  }

  private Slot slot(Value value) {
    return slots.computeIfAbsent(value, this::source);
  }

  /** Row-major memory of what no step computes; a variable in another layout gets a copy. */
  private Slot source(Value value) {
    Slot home = Slot.of(value);
    Layout plain = Layout.plain(value.type());
    if (home.layout().equals(plain)) {
      return home;
    }
    Slot copy = Slot.temporary(plain);
    calls.add(Call.unpack(home, copy));
    return copy;
  }

  /** The label of a step in print-outs. */
  public static Call.Label label(Step step, String implementation, boolean reorder) {
    return new Call.Label(
        step.path(),
        step.kernel().name(),
        types(step.inputTypes()) + " > " + types(step.outputTypes()),
        implementation,
        reorder,
        step.arithmetic(),
        "");
  }

  private static String types(List<TensorType> types) {
    return types.stream().map(TensorType::toString).collect(Collectors.joining(" "));
  }
}
