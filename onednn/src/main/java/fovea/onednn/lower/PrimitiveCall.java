package fovea.onednn.lower;

import fovea.graph.spi.Call;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.DnnlMemory;
import fovea.onednn.ffm.DnnlStream;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A primitive call: which slot plays which role. Declared in the order of writing. */
public final class PrimitiveCall {
  private final DnnlStream stream;
  private final Consumer<Call> calls;
  private final Map<Arg, Slot> reads = new LinkedHashMap<>();
  private final Map<Arg, Slot> writes = new LinkedHashMap<>();
  private final Map<Arg, MemoryDesc> views = new HashMap<>();
  private final Map<Arg, Long> offsets = new HashMap<>();
  private Optional<Call.Binder> before = Optional.empty();
  private boolean inPlace;
  private boolean cleared;

  /** Of a call that goes to {@code calls} and runs on {@code stream}. */
  PrimitiveCall(DnnlStream stream, Consumer<Call> calls) {
    this.stream = stream;
    this.calls = calls;
  }

  public PrimitiveCall read(Arg role, Slot slot) {
    reads.put(role, slot);
    return this;
  }

  /** Reads under another description of the same bytes. */
  public PrimitiveCall read(Arg role, Slot slot, MemoryDesc view) {
    views.put(role, view);
    return read(role, slot);
  }

  public PrimitiveCall write(Arg role, Slot slot) {
    writes.put(role, slot);
    return this;
  }

  /** Writes under another description of the same bytes. */
  public PrimitiveCall write(Arg role, Slot slot, MemoryDesc view) {
    views.put(role, view);
    return write(role, slot);
  }

  /** Lets the first result take the memory of the first input, if that is not needed later. */
  public PrimitiveCall inPlace() {
    inPlace = true;
    return this;
  }

  /** Starts {@code bytes} into the slot of a role. */
  public PrimitiveCall offset(Arg role, long bytes) {
    offsets.put(role, bytes);
    return this;
  }

  /** Fills the result with zeros before each run. */
  public PrimitiveCall cleared() {
    cleared = true;
    return this;
  }

  /** Runs something of our own over the same memory before the primitive, as a part of the call. */
  public PrimitiveCall after(Call.Binder first) {
    before = Optional.of(first);
    return this;
  }

  /** Adds the call. */
  public void call(Step step, PrimitiveDesc primitive) {
    call(PlainLowering.label(step, primitive.implementation(), false), primitive);
  }

  /** Adds the call under a name of its own, as a part of a step. */
  public void call(Call.Label label, PrimitiveDesc primitive) {
    List<Slot> scratch = new ArrayList<>();
    MemoryDesc scratchpad = primitive.scratchpad();
    Optional<Slot> pad = Optional.empty();
    if (scratchpad.size() > 0) {
      pad = Optional.of(Lowering.scratch(scratchpad.size()));
      scratch.add(pad.get());
    }
    Map<Arg, Slot> all = new LinkedHashMap<>(reads);
    all.putAll(writes);
    pad.ifPresent(slot -> all.put(Arg.SCRATCHPAD, slot));
    views.put(Arg.SCRATCHPAD, scratchpad);
    calls.accept(
        new Call(
            label,
            List.copyOf(reads.values()),
            List.copyOf(writes.values()),
            scratch,
            inPlace,
            memory -> inOrder(runnable(execution(primitive, all, memory), memory), memory)));
  }

  /** oneDNN says too large a size for strided views, which are checked by the op's types. */
  private static DnnlMemory memory(MemoryDesc desc, MemorySegment slot, @Nullable Long offset) {
    return offset == null
        ? DnnlMemory.of(desc, slot)
        : DnnlMemory.of(desc, slot.asSlice(offset).address());
  }

  private Runnable inOrder(Runnable primitive, Call.Memory memory) {
    if (before.isEmpty()) {
      return primitive;
    }
    Runnable first = before.get().bind(memory);
    return () -> {
      first.run();
      primitive.run();
    };
  }

  private Runnable runnable(Execution execution, Call.Memory memory) {
    if (!cleared) {
      return execution::run;
    }
    MemorySegment result = memory.of(writes.values().iterator().next());
    return () -> {
      result.fill((byte) 0);
      execution.run();
    };
  }

  private Execution execution(PrimitiveDesc primitive, Map<Arg, Slot> all, Call.Memory memory) {
    Map<Arg, DnnlMemory> buffers = new LinkedHashMap<>();
    all.forEach(
        (role, slot) -> {
          MemoryDesc desc = views.containsKey(role) ? views.get(role) : Descs.of(slot);
          buffers.put(role, memory(desc, memory.of(slot), offsets.get(role)));
        });
    return new Execution(primitive.compile(), stream, buffers);
  }
}
