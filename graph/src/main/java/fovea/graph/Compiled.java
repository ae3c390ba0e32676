package fovea.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A function of tensors that is traced once for each kind of arguments and replayed after that.
 * Plans are dropped when variables change their type, layout or trainability, and the least
 * recently used ones when there are many.
 */
public final class Compiled {
  private static final int PLANS = 16;

  private final Function<List<Tensor>, List<Tensor>> function;
  private Engine.Setting setting;
  private final Map<List<TensorType>, Executable> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<TensorType>, Executable> eldest) {
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

  /** The plan for arguments of the given types. */
  public synchronized Executable plan(List<TensorType> arguments) {
    if (structure != Variable.structureEpoch()) {
      plans.clear();
    }
    Executable plan = plans.get(arguments);
    if (plan == null) {
      Engine.Graph graph = graph(arguments);
      plan = Engine.instance().compile(graph, setting);
      if (!graph.changes().isEmpty()) {
        // What a training computes must not depend on which of its plans comes first next time.
        setting = setting.with(Threads.fixed(plan.summary().team().threads()));
      }
      plans.put(List.copyOf(arguments), plan);
      // Making a plan may move variables to other layouts, which earlier plans are bound to.
      if (structure != Variable.structureEpoch()) {
        plans.keySet().removeIf(key -> !key.equals(arguments));
        structure = Variable.structureEpoch();
      }
    }
    return plan;
  }

  /** Runs the function and copies its results. */
  public List<HostBuffer> call(List<HostBuffer> arguments) {
    Executable plan = plan(HostBuffer.types(arguments));
    return Engine.instance()
        .onEngineThread(
            () -> {
              plan.run(arguments);
              return IntStream.range(0, plan.summary().results()).mapToObj(plan::result).toList();
            });
  }

  /** The graph for arguments of the given types, to be looked at; nothing is planned. */
  public Engine.Graph graph(List<TensorType> arguments) {
    List<Tensor> inputs =
        IntStream.range(0, arguments.size())
            .mapToObj(i -> Tensor.argument(i, arguments.get(i)))
            .toList();
    Trace.Recorded<List<Tensor>> recorded = Trace.of(() -> function.apply(inputs));
    return new Engine.Graph(List.copyOf(arguments), recorded.results(), recorded.changes());
  }
}
