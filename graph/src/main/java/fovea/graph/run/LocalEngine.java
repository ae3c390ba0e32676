package fovea.graph.run;

import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Threads;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.run.memory.ArenaMemory;
import fovea.graph.run.rewrite.Fuse;
import fovea.graph.run.rewrite.MixedPrecision;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Program;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
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
  private final ThreadTuner tuner = new ThreadTuner();
  private boolean threadsGiven;

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
          Setting exact = Setting.current().in(Precision.F32);
          EvaluationCache.Closed closed = EvaluationCache.close(tensors);
          Plan plan =
              evaluations.plan(
                  closed,
                  device,
                  program ->
                      executable(program, Set.of(), backends.choose(device), exact.on(device)));
          plan.run(closed.arguments());
          return IntStream.range(0, tensors.size()).mapToObj(plan::result).toList();
        });
  }

  @Override
  public Plan compile(Graph graph, Setting setting) {
    return thread.call(() -> executable(graph, backends.choose(setting.device()), setting));
  }

  @Override
  public DeviceReport report(Device device) {
    return thread.call(() -> backends.report(device));
  }

  @Override
  public void setThreads(int count) {
    var checked = new Threads.Fixed(count);
    thread.call(
        () -> {
          backends.setThreads(checked.count());
          threadsGiven = true;
          return count;
        });
  }

  @Override
  public <T> T onEngineThread(Supplier<T> body) {
    return thread.call(body);
  }

  /** Makes a plan for a backend of one's own. */
  public Plan compile(Graph graph, Backend backend, Precision precision) {
    Setting setting = Setting.current().in(precision);
    return thread.call(() -> executable(graph, backend, setting));
  }

  private Plan executable(Graph graph, Backend backend, Setting setting) {
    return executable(ProgramBuilder.build(graph), graph.lookedAt(), backend, setting);
  }

  private Plan executable(
      Program program, Set<Variable> lookedAt, Backend backend, Setting setting) {
    Program fused = Fuse.apply(program, backend.fusions());
    Program typed =
        switch (setting.precision()) {
          case F32 -> fused;
          case BF16 -> MixedPrecision.apply(fused, backend::prefersBf16);
        };
    var parts = new PlanMaker.Parts(UpdateOrder.early(typed), lookedAt);
    var maker = new PlanMaker(parts, backend, arena, System::nanoTime);
    return switch (setting.threads()) {
      case Threads.Fixed(int count) -> maker.plan(count);
      case Threads.Measured _ -> measured(maker);
    };
  }

  private Plan measured(PlanMaker maker) {
    int all = maker.backend().threads();
    if (threadsGiven || all == 1) {
      return maker.plan(all);
    }
    var teams = new Teams(all);
    return maker.program().changes().isEmpty()
        ? new MeasuredPlan(maker, teams)
        : tuner.choose(maker, teams);
  }
}
