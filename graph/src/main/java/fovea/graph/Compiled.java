package fovea.graph;

import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A function of tensors that is traced once for each kind of arguments and replayed after that. A
 * plan is dropped when a variable that it depends on changes its type, layout or trainability, and
 * the least recently used ones when there are many.
 */
public final class Compiled {
  private static final int PLANS = 16;

  private final Function<List<Tensor>, List<Tensor>> function;
  private volatile Engine.Setting setting;
  private final Map<List<TensorType>, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<TensorType>, Plan> eldest) {
          return size() > PLANS;
        }
      };
  private long structure = -1;

  private Compiled(Function<List<Tensor>, List<Tensor>> function, Engine.Setting setting) {
    this.function = function;
    this.setting = setting;
  }

  /**
   * Compiles {@code function}, which must build the same graph for the same types, for the current
   * device and in the current precision.
   */
  public static Compiled of(Function<List<Tensor>, List<Tensor>> function) {
    return new Compiled(function, Engine.Setting.current());
  }

  /** The same function on {@code device}. */
  public Compiled on(Device device) {
    return new Compiled(function, setting.on(device));
  }

  /** The same function in {@code precision}. */
  public Compiled in(Precision precision) {
    return new Compiled(function, setting.in(precision));
  }

  /** The same function with {@code threads}; {@linkplain Threads.Measured measured} as a rule. */
  public Compiled with(Threads threads) {
    return new Compiled(function, setting.with(threads));
  }

  /**
   * The plan for arguments of the given types.
   *
   * @throws FoveaException while another function is traced, or if the function does not take such
   *     arguments
   */
  public Plan plan(List<TensorType> arguments) {
    Trace.refuse(
        () -> "a plan is asked for while a function is traced, where arguments have no values yet",
        "apply the function to the tensors, or run the plan outside");
    Plan known = known(arguments);
    return known == null ? made(List.copyOf(arguments)) : known;
  }

  private synchronized @Nullable Plan known(List<TensorType> arguments) {
    long now = Variable.structureEpoch();
    if (structure != now) {
      plans.values().removeIf(plan -> !plan.isCurrent());
      structure = now;
    }
    return plans.get(arguments);
  }

  // Waits for the engine's thread without the lock, which a loop on that thread may wait for.
  private Plan made(List<TensorType> arguments) {
    Engine.Graph graph = traced(arguments);
    Plan plan = Engine.instance().compile(graph, setting);
    keep(arguments, plan);
    if (!graph.changes().isEmpty()) {
      // What a training computes must not depend on which of its plans comes first next time.
      setting = setting.with(Threads.fixed(plan.summary().team().threads()));
    }
    return plan;
  }

  // One at a time: functions need not be fit for several threads.
  private synchronized Engine.Graph traced(List<TensorType> arguments) {
    return graph(arguments);
  }

  private synchronized void keep(List<TensorType> arguments, Plan plan) {
    plans.put(arguments, plan);
  }

  /**
   * Runs the function and copies its results.
   *
   * @throws FoveaException as {@link #plan}
   */
  public List<HostBuffer> call(List<HostBuffer> arguments) {
    List<TensorType> types = HostBuffer.types(arguments);
    while (true) {
      Plan plan = plan(types);
      Optional<List<HostBuffer>> results =
          Engine.instance().onEngineThread(() -> results(plan, arguments));
      if (results.isPresent()) {
        return results.get();
      }
    }
  }

  /** The results, or nothing if another plan has moved a variable before this one's turn came. */
  private static Optional<List<HostBuffer>> results(Plan plan, List<HostBuffer> arguments) {
    if (!plan.isCurrent()) {
      return Optional.empty();
    }
    plan.run(arguments);
    return Optional.of(
        IntStream.range(0, plan.summary().results()).mapToObj(plan::result).toList());
  }

  /**
   * The graph for arguments of the given types, to be looked at; nothing is planned.
   *
   * @throws FoveaException if the function does not take such arguments
   */
  public Engine.Graph graph(List<TensorType> arguments) {
    TracedArguments inputs = TracedArguments.of(arguments);
    Trace.Recorded<List<Tensor>> recorded = Trace.of(() -> function.apply(inputs));
    inputs.check(recorded);
    return new Engine.Graph(
        List.copyOf(arguments), recorded.results(), recorded.changes(), recorded.lookedAt());
  }
}
