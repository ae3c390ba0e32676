package fovea.onednn.lower;

import fovea.graph.PlannedKernel;
import fovea.graph.Variable;
import fovea.graph.op.UnaryGrad;
import fovea.graph.ref.ReferenceOps;
import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Program;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Layout;
import fovea.onednn.code.Routine;
import fovea.onednn.ffm.DnnlStream;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The lowering of one program: where each value lies and in which layouts, and the calls made so
 * far. The family files ask it for inputs in the layouts that their primitives want; a reorder is
 * added where a value does not have that layout yet.
 */
public final class Lowering {
  private final Program program;
  private final Reads reads;
  private final DnnlStream stream = DnnlStream.create();
  private final Map<Value, List<Slot>> copies = new HashMap<>();
  private final Map<Value, Value> conversions = new HashMap<>();
  private final Map<Value, Variable> targets = new HashMap<>();
  private final Set<Variable> stored = new HashSet<>();
  private final Map<Value, PrimitiveDesc> forwards = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Map<Routine, MachineCode> codes = new HashMap<>();
  private final boolean differentiates;
  private int position;

  public Lowering(Program program) {
    this.program = program;
    this.reads = new Reads(program);
    this.differentiates = differentiates(program);
    program.changes().forEach((variable, value) -> targets.put(value, variable));
  }

  /** Lowers the program, each step by {@code kernels}, which adds its calls here. */
  public Lowered lower(Consumer<Step> kernels) {
    for (Step step : program.steps()) {
      kernels.accept(step);
      // As soon as nobody wants the old value, so that the memory of the new one is free again.
      for (Value output : step.outputs()) {
        target(output)
            .filter(variable -> reads.lastOfOld(variable) <= position)
            .ifPresent(variable -> store(variable, output));
      }
      position++;
    }
    program.changes().forEach(this::store);
    return new Lowered(calls, program.results().stream().map(this::plain).toList());
  }

  // ---- where values lie

  /** The value as it lies, in the layout that it was made in. */
  public Slot slot(Value value) {
    List<Slot> slots = slots(value);
    return slots.isEmpty() ? plain(value) : slots.getFirst();
  }

  /** How the value lies. */
  public MemoryDesc desc(Value value) {
    return Descs.of(slot(value));
  }

  /** The value row-major. */
  public Slot plain(Value value) {
    Layout plain = Layout.plain(value.type());
    return existing(value, plain).orElseGet(() -> reorder(value, plain, Descs.plain(value.type())));
  }

  /** The value in the layout of {@code wanted}, whose sizes may be grouped differently. */
  public Slot in(Value value, MemoryDesc wanted) {
    Layout layout = BlockedLayout.of(value.type(), wanted);
    return existing(value, layout).orElseGet(() -> reorder(value, layout, wanted));
  }

  /**
   * A weight in the layout of {@code wanted}: a variable that this program changes is stored in
   * that layout from then on, if nothing has settled it yet, so that training never reorders it.
   */
  public Slot weight(Value value, MemoryDesc wanted) {
    Layout layout = BlockedLayout.of(value.type(), wanted);
    if (value.origin() instanceof Value.Origin.Stored(Variable variable)
        && program.changes().containsKey(variable)
        && !copies.containsKey(value)
        && variable.layout() instanceof Layout.Plain) {
      variable.moveTo(layout);
    }
    return in(value, wanted);
  }

  /** Memory for a result in the layout of {@code desc}; an update writes into its variable. */
  public Slot result(Value value, MemoryDesc desc) {
    return define(value, Slot.temporary(BlockedLayout.of(value.type(), desc)));
  }

  /** Row-major memory for a result. */
  public Slot plainResult(Value value) {
    return define(value, Slot.temporary(Layout.plain(value.type())));
  }

  /** Says that the value lies in {@code slot}. */
  public Slot define(Value value, Slot slot) {
    copies.put(value, new ArrayList<>(List.of(slot)));
    return slot;
  }

  /**
   * Says that the value is another one in another element type, which no step changes before it is
   * read: each reader gets it converted and in its layout by one reorder.
   */
  public void converted(Value value, Value from) {
    conversions.put(value, from);
    copies.put(value, new ArrayList<>());
  }

  /** What the value is {@link #converted} from; else itself. */
  public Value original(Value value) {
    return conversions.getOrDefault(value, value);
  }

  /** The variable that takes this value at the end, if one does. */
  public Optional<Variable> target(Value value) {
    return Optional.ofNullable(targets.get(value));
  }

  /** Whether this program changes variables, as training does. */
  public boolean trains() {
    return !program.changes().isEmpty();
  }

  /**
   * Whether this program computes gradients, with or without a change of variables: layouts then
   * suit both passes.
   */
  public boolean differentiates() {
    return differentiates;
  }

  private static boolean differentiates(Program program) {
    return !program.changes().isEmpty()
        || program.steps().stream()
            .anyMatch(step -> step.kernel() instanceof Kernel.Plain(UnaryGrad _));
  }

  /** Whether this program changes the variable that the value is stored in. */
  public boolean trained(Value value) {
    return value.origin() instanceof Value.Origin.Stored(Variable variable)
        && program.changes().containsKey(variable);
  }

  /**
   * Whether the result of a step may overwrite one of its inputs: an intermediate whose memory
   * neither a later step reads nor this one as another input, be it under the name of another
   * value.
   */
  public boolean dies(Value value, Step step) {
    return value.origin() instanceof Value.Origin.Computed
        && slot(value).place() instanceof Slot.Place.Temporary
        && Collections.frequency(step.inputs(), value) == 1
        && reads.last(value) <= position
        && copies.keySet().stream()
            .filter(other -> !other.equals(value) && overlap(other, value))
            .allMatch(other -> reads.last(other) <= position && !step.inputs().contains(other));
  }

  private boolean overlap(Value one, Value other) {
    return slots(one).stream()
        .map(Slot::storage)
        .anyMatch(storage -> slots(other).stream().map(Slot::storage).anyMatch(storage::equals));
  }

  /** How the value lies, unless it is still to be computed. */
  public Optional<MemoryDesc> known(Value value) {
    boolean there = !(value.origin() instanceof Value.Origin.Computed) || copies.containsKey(value);
    return there ? Optional.of(desc(value)) : Optional.empty();
  }

  /** Whether anybody reads the value. */
  public boolean read(Value value) {
    return reads.any(value) || targets.containsKey(value);
  }

  /** The steps that read the value. */
  public List<Step> readers(Value value) {
    return reads.readers(value);
  }

  /** Remembers the forward primitive whose backward pass needs to know it. */
  public void remember(Value key, PrimitiveDesc forward) {
    forwards.put(key, forward);
  }

  /** The forward primitive that was remembered for a value. */
  public Optional<PrimitiveDesc> forward(Value key) {
    return Optional.ofNullable(forwards.get(key));
  }

  // ---- calls

  /** Starts a primitive call. */
  public PrimitiveCall roles() {
    return new PrimitiveCall(stream, calls::add);
  }

  /** Adds a call of a Java kernel. */
  public void java(Step step, List<Slot> reads, List<Slot> writes, Call.Binder binder) {
    java(PlainLowering.label(step, "java", false), reads, writes, binder);
  }

  /** Adds a call of a Java kernel under a name of its own, as a part of a step. */
  public void java(Call.Label label, List<Slot> reads, List<Slot> writes, Call.Binder binder) {
    calls.add(new Call(label, reads, writes, List.of(), false, binder));
  }

  /** Adds a call of a Java kernel whose result may take the memory of its first input. */
  public void inPlace(Step step, List<Slot> reads, Slot result, Call.Binder binder) {
    inPlace(step, "java", reads, result, binder);
  }

  /** Adds a call whose result may take the memory of its first input. */
  public void inPlace(
      Step step, String implementation, List<Slot> reads, Slot result, Call.Binder binder) {
    Call.Label label = PlainLowering.label(step, implementation, false);
    calls.add(new Call(label, reads, List.of(result), List.of(), true, binder));
  }

  /** A Java kernel with one result, over row-major memory. */
  public interface Loop {
    /** Makes it ready to run again and again. */
    Runnable bind(List<MemorySegment> inputs, MemorySegment result);
  }

  /** Runs a step by a Java kernel. */
  public void loop(Step step, Loop loop) {
    List<Slot> reads = step.inputs().stream().map(this::plain).toList();
    Slot result = plainResult(step.output());
    java(
        step,
        reads,
        List.of(result),
        memory -> loop.bind(reads.stream().map(memory::of).toList(), memory.of(result)));
  }

  /** What a call reads and writes, and needs while it runs. */
  public record Places(List<Slot> reads, List<Slot> writes, List<Slot> scratch) {}

  /** Makes the parts of a step that takes several, over fixed memory. */
  public interface Sequence {
    /** The parts in the order in which they run. */
    List<Runnable> bind(Call.Memory memory);
  }

  /** Adds one call that runs several primitives. */
  public void sequence(Call.Label label, Places places, Sequence sequence) {
    Call.Binder binder =
        memory -> {
          Runnable[] all = sequence.bind(memory).toArray(Runnable[]::new);
          return () -> {
            for (Runnable one : all) {
              one.run();
            }
          };
        };
    calls.add(new Call(label, places.reads(), places.writes(), places.scratch(), false, binder));
  }

  /** Machine code, made once for all steps that need the same. */
  public MachineCode code(Routine transform) {
    return codes.computeIfAbsent(transform, Routine::code);
  }

  /** Memory that is needed during one call only. */
  public static Slot scratch(long bytes) {
    return Slot.temporary(new Scratchpad(bytes));
  }

  /** Runs a step by the reference loops: for what has no faster kernel. */
  public void reference(Step step) {
    reference(step, "");
  }

  /** Runs a step by the reference loops, for a reason that plans show. */
  public void reference(Step step, String reason) {
    plain(step, PlainLowering.label(step, PlannedKernel.REFERENCE, false).reason(reason));
  }

  /** Runs the Java code of a user's own op. */
  public void custom(Step step) {
    plain(step, PlainLowering.label(step, "java", false));
  }

  private void plain(Step step, Call.Label label) {
    List<Slot> reads = step.inputs().stream().map(this::plain).toList();
    List<Slot> writes = step.outputs().stream().map(this::plainResult).toList();
    calls.add(
        new Call(
            label,
            reads,
            writes,
            List.of(),
            false,
            memory ->
                ReferenceOps.bind(
                    step,
                    reads.stream().map(memory::of).toList(),
                    writes.stream().map(memory::of).toList())));
  }

  private List<Slot> slots(Value value) {
    return copies.computeIfAbsent(value, v -> new ArrayList<>(List.of(Slot.of(v))));
  }

  private Optional<Slot> existing(Value value, Layout layout) {
    return slots(value).stream().filter(s -> s.layout().equals(layout)).findFirst();
  }

  private Slot reorder(Value value, Layout layout, MemoryDesc wanted) {
    Reordering direct = new Reordering(value.type(), source(value), layout, wanted);
    Reordering possible =
        direct.impossible() ? new Reordering(value.type(), plain(value), layout, wanted) : direct;
    Slot copy = possible.call(path(), this);
    slots(value).add(copy);
    return copy;
  }

  /** What a reorder reads: the value as it was made, or what it is converted from. */
  private Slot source(Value value) {
    List<Slot> made = slots(value);
    return made.isEmpty() ? slot(Objects.requireNonNull(conversions.get(value))) : made.getFirst();
  }

  private String path() {
    if (program.steps().isEmpty()) {
      return "";
    }
    int index = Math.min(position, program.steps().size() - 1);
    return program.steps().get(index).path();
  }

  /** Brings a changed value into its variable, if it was not computed there. */
  private void store(Variable variable, Value value) {
    Slot from = slot(value);
    if (!stored.add(variable) || from.place().equals(new Slot.Place.Stored(variable))) {
      return;
    }
    Slot lying = existing(value, variable.layout()).orElseGet(() -> plain(value));
    calls.add(Call.store(lying, variable));
  }
}
