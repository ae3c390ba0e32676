package fovea.graph.run;

import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.Timeline;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.run.rewrite.MixedPrecision;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Call;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Program;
import fovea.graph.spi.Slot;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A plan over real memory: a flat list of kernels, walked once a run. */
final class LocalPlan implements Plan {
  private final Program program;
  private final Dependencies dependencies;
  private final Backend backend;
  private final int threads;
  private final Prologue prologue;
  private final Lifetimes.Placement placement;
  private final IdentityHashMap<Slot, MemorySegment> own = new IdentityHashMap<>();
  private final Map<Integer, MemorySegment> arguments = new java.util.HashMap<>();
  private final MemorySegment arena;
  private final Runnable[] prepare;
  private final Runnable[] body;
  private final List<Slot> outcome;
  private final MemorySegment[] results;
  private final Variable[] changed;
  private Team team;
  private long prepared = -1;
  private long started;
  private long seen = -1;
  private long keptBytes;

  /** What a plan is made of. */
  record Parts(Lowered lowered, Dependencies dependencies, Team team) {}

  LocalPlan(PlanMaker maker, Parts parts) {
    Lowered lowered = parts.lowered();
    this.program = maker.program();
    this.dependencies = parts.dependencies();
    this.backend = maker.backend();
    this.threads = parts.team().threads();
    this.team = parts.team();
    this.prologue = Prologue.split(lowered);
    this.placement = Lifetimes.place(prologue, lowered.results());
    this.arena = maker.arena().require(placement.bytes());
    this.prepare = bind(prologue.calls());
    this.body = bind(prologue.body());
    this.outcome = lowered.results();
    this.results = lowered.results().stream().map(this::memory).toArray(MemorySegment[]::new);
    this.changed = program.changes().keySet().toArray(Variable[]::new);
  }

  @Override
  public void run(List<HostBuffer> given) {
    Engine.instance()
        .onEngineThread(
            () -> {
              replay(given);
              return true;
            });
  }

  @Override
  public Timeline timed(List<HostBuffer> given) {
    return Engine.instance().onEngineThread(() -> watchedReplay(given));
  }

  @Override
  public boolean isCurrent() {
    return dependencies.unchanged();
  }

  @Override
  public List<PlannedKernel> kernels() {
    return KernelList.of(prologue.body(), outcome);
  }

  /** Says which threads it has, and why. */
  void team(Team chosen) {
    team = chosen;
  }

  /** Runs on the engine thread. */
  void replay(List<HostBuffer> given) {
    trialRun(given);
    tellChanges();
  }

  /** Runs on the engine thread and tells nobody that variables have changed. */
  void trialRun(List<HostBuffer> given) {
    int before = backend.threads();
    backend.setThreads(threads);
    try {
      prepare(given);
      for (Runnable kernel : body) {
        kernel.run();
      }
    } finally {
      backend.setThreads(before);
    }
  }

  private Timeline watchedReplay(List<HostBuffer> given) {
    int before = backend.threads();
    backend.setThreads(threads);
    try {
      return watched(given);
    } finally {
      backend.setThreads(before);
    }
  }

  private Timeline watched(List<HostBuffer> given) {
    long[] marks = new long[2 + 2 * body.length];
    int at = 0;
    marks[at++] = System.nanoTime();
    prepare(given);
    for (Runnable kernel : body) {
      marks[at++] = System.nanoTime();
      kernel.run();
      marks[at++] = System.nanoTime();
    }
    tellChanges();
    marks[at] = System.nanoTime();
    return new Timeline(marks);
  }

  private void prepare(List<HostBuffer> given) {
    Trace.refuse(
        () -> "a plan is run while a function is traced, where arguments have no values yet",
        "apply the function to the tensors, or run the plan outside");
    if (!dependencies.unchanged()) {
      throw FoveaException.here(
          "a variable of the plan has another type, layout or trainability than it was made for",
          "ask for the plan again after a cast, a freeze or the first step of a training");
    }
    load(given);
    started = Variable.valueEpoch();
    if (started != seen) {
      long version = prologue.version();
      if (version != prepared) {
        for (Runnable kernel : prepare) {
          kernel.run();
        }
        prepared = version;
      }
    }
  }

  private void tellChanges() {
    for (Variable variable : changed) {
      variable.markChanged();
    }
    // Not what it is by now: another thread may have given a variable a value in the meantime.
    seen = started + changed.length;
  }

  private void load(List<HostBuffer> given) {
    if (given.size() != program.arguments().size()) {
      throw FoveaException.here(
          "the plan takes " + program.arguments().size() + " arguments, found " + given.size(),
          "pass as many as it was made for");
    }
    for (int i = 0; i < given.size(); i++) {
      HostBuffer buffer = given.get(i);
      TensorType expected = program.arguments().get(i);
      if (!buffer.type().equals(expected)) {
        throw FoveaException.here(
            "argument " + i + " is " + buffer.type() + ", the plan was made for " + expected,
            "make a plan for these types");
      }
      MemorySegment memory = arguments.get(i);
      if (memory != null) {
        MemorySegment.copy(buffer.data(), 0, memory, 0, memory.byteSize());
      }
    }
  }

  @Override
  public HostBuffer result(int index) {
    TensorType type = program.results().get(index).type();
    HostBuffer copy = HostBuffer.allocate(type);
    MemorySegment.copy(results[index], 0, copy.data(), 0, type.bytes());
    return copy;
  }

  @Override
  public double scalar(int index) {
    TensorType type = program.results().get(index).type();
    return new HostBuffer(type, results[index]).at(0);
  }

  @Override
  public Summary summary() {
    int reorders = (int) prologue.body().stream().filter(c -> c.label().reorder()).count();
    return new Summary(
        backend.name(),
        team,
        results.length,
        body.length,
        reorders,
        MixedPrecision.steps(program),
        placement.bytes(),
        keptBytes);
  }

  @Override
  public String print() {
    return PlanPrinter.print(summary(), prologue, placement);
  }

  private Runnable[] bind(List<Call> calls) {
    return calls.stream().map(call -> call.binder().bind(this::memory)).toArray(Runnable[]::new);
  }

  private MemorySegment memory(Slot view) {
    Slot slot = view.storage();
    Long offset = placement.offsets().get(slot);
    if (offset != null) {
      return arena.asSlice(offset, slot.bytes());
    }
    return own.computeIfAbsent(slot, this::allocate);
  }

  private MemorySegment allocate(Slot slot) {
    return switch (slot.place()) {
      case Slot.Place.Stored(Variable variable) -> variable.data();
      case Slot.Place.Argument(int index) ->
          arguments.computeIfAbsent(index, _ -> allocate(slot.bytes()));
      case Slot.Place.Full(double value) -> filled(slot, value);
      case Slot.Place.Given(HostBuffer buffer) -> {
        MemorySegment copy = allocate(slot.bytes());
        MemorySegment.copy(buffer.data(), 0, copy, 0, slot.bytes());
        yield copy;
      }
      case Slot.Place.Temporary _ -> allocate(slot.bytes());
    };
  }

  private MemorySegment filled(Slot slot, double value) {
    MemorySegment memory = allocate(slot.bytes());
    TensorType type = fullType(slot);
    HostBuffer buffer = new HostBuffer(type, memory);
    for (long i = 0; i < type.shape().elements(); i++) {
      buffer.set(i, value);
    }
    return memory;
  }

  private static TensorType fullType(Slot slot) {
    if (slot.layout() instanceof Layout.Plain(TensorType type)) {
      return type;
    }
    throw new IllegalStateException("a constant in layout " + slot.layout().name());
  }

  private MemorySegment allocate(long bytes) {
    keptBytes += bytes;
    return Arena.ofAuto().allocate(Math.max(bytes, 1), 64).asSlice(0, bytes);
  }
}
