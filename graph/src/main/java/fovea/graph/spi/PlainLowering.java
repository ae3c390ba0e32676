package fovea.graph.spi;

import fovea.graph.Layout;
import fovea.graph.Move;
import fovea.graph.TensorType;
import fovea.graph.Update;
import fovea.graph.Variable;
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
    if (from.place().equals(new Slot.Place.Stored(variable))) {
      return;
    }
    Slot to = new Slot(new Slot.Place.Stored(variable), variable.home());
    Call.Label label =
        new Call.Label(variable.name(), "store", variable.type().toString(), "java", false);
    calls.add(
        new Call(
            label,
            List.of(from),
            List.of(to),
            List.of(),
            false,
            memory -> {
              MemorySegment source = memory.of(from);
              MemorySegment target = memory.of(to);
              return () -> to.layout().pack(source, target);
            }));
  }

  private Slot slot(Value value) {
    return slots.computeIfAbsent(value, this::source);
  }

  private Slot source(Value value) {
    Layout plain = Layout.plain(value.type());
    return switch (value.origin()) {
      case Value.Origin.Argument(int index) -> new Slot(new Slot.Place.Argument(index), plain);
      case Value.Origin.Full(double number) -> new Slot(new Slot.Place.Full(number), plain);
      case Value.Origin.Given(var buffer) -> new Slot(new Slot.Place.Given(buffer), plain);
      case Value.Origin.Stored(Variable variable) -> stored(variable, plain);
      case Value.Origin.Computed() ->
          throw new IllegalStateException("a value is read before it is computed");
    };
  }

  /** Row-major memory of a variable: its own, or a derived copy if it lives in another layout. */
  private Slot stored(Variable variable, Layout plain) {
    Slot home = new Slot(new Slot.Place.Stored(variable), variable.home());
    if (variable.home().equals(plain)) {
      return home;
    }
    Slot copy = Slot.temporary(plain);
    String change = variable.home().name() + " > " + plain.name();
    calls.add(
        new Call(
            new Call.Label(variable.name(), "reorder", variable.type() + " " + change, "java", true),
            List.of(home),
            List.of(copy),
            List.of(),
            false,
            memory -> {
              MemorySegment from = memory.of(home);
              MemorySegment to = memory.of(copy);
              return () -> home.layout().unpack(from, to);
            }));
    return copy;
  }

  /** The label of a step in print-outs. */
  public static Call.Label label(Step step, String implementation, boolean reorder) {
    return new Call.Label(
        step.path(),
        step.kernel().name(),
        types(step.inputTypes()) + " > " + types(step.outputTypes()),
        implementation,
        reorder);
  }

  private static String types(List<TensorType> types) {
    return types.stream().map(TensorType::toString).collect(Collectors.joining(" "));
  }
}
