package fovea.graph.run;

import fovea.graph.Device;
import fovea.graph.Engine;
import fovea.graph.Executable;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.graph.Precision;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Program;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The engine of this process: graphs to programs to plans, all run on one thread. */
public final class LocalEngine implements Engine {
  private final EngineThread thread = new EngineThread();
  private final ArenaMemory arena = new ArenaMemory();
  private final Backends backends = new Backends();
  private final EvaluationCache evaluations = new EvaluationCache();

  @Override
  public List<HostBuffer> evaluate(List<Tensor> tensors, Device device) {
    Trace.refuse(
        () ->
            "the value of a tensor ("
                + tensors.getFirst().node().op().name()
                + " "
                + tensors.getFirst().type()
                + ") is asked for while a function is traced",
        "return the tensor as a result, or ask outside of the function");
    return thread.call(
        () -> {
          EvaluationCache.Closed closed = EvaluationCache.close(tensors);
          Executable plan =
              evaluations.plan(
                  closed,
                  device,
                  program -> executable(program, Set.of(), backends.choose(device), Precision.F32));
          plan.run(closed.arguments());
          return IntStream.range(0, tensors.size()).mapToObj(plan::result).toList();
        });
  }

  @Override
  public Executable compile(Graph graph, Device device, Precision precision) {
    return thread.call(() -> executable(graph, backends.choose(device), precision));
  }

  @Override
  public DeviceReport report(Device device) {
    return thread.call(() -> backends.report(device));
  }

  @Override
  public void threads(int count) {
    if (count < 1 || count > Engine.mostThreads()) {
      throw FoveaException.at(
          "threads", count + " threads are asked for", "use 1 to " + Engine.mostThreads());
    }
    thread.call(
        () -> {
          backends.threads(count);
          return count;
        });
  }

  @Override
  public <T> T onEngineThread(Supplier<T> body) {
    return thread.call(body);
  }

  /** Makes a plan for a backend of one's own. */
  public Executable compile(Graph graph, Backend backend, Precision precision) {
    return thread.call(() -> executable(graph, backend, precision));
  }

  private PlanExecutable executable(Graph graph, Backend backend, Precision precision) {
    return executable(ProgramBuilder.build(graph), graph.lookedAt(), backend, precision);
  }

  private PlanExecutable executable(
      Program program, Set<Variable> lookedAt, Backend backend, Precision precision) {
    Program fused = Fuse.apply(program, backend.fusions());
    Program typed =
        switch (precision) {
          case F32 -> fused;
          case BF16 -> MixedPrecision.apply(fused, backend::narrows);
        };
    Program ordered = UpdateOrder.early(typed);
    Lowered lowered = backend.lower(ordered);
    try {
      var parts = new PlanExecutable.Parts(ordered, lowered, Dependencies.of(ordered, lookedAt));
      return new PlanExecutable(parts, backend.name(), arena);
    } catch (OutOfMemoryError e) {
      throw FoveaException.at(
          "plan",
          "there is not enough memory for it (" + e.getMessage() + ")",
          "use a smaller batch or picture",
          e);
    }
  }
}
