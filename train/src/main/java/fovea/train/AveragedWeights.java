package fovea.train;

import fovea.data.batch.Batch;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.Threads;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.average.RunningStatistics;
import fovea.train.average.WeightAverage;
import fovea.train.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The average of the weights of one training, if it has one. A plan of its own takes in the newest
 * weights, all at once and only when that is due; for a test and a saved model, the model has the
 * average for a while.
 */
final class AveragedWeights {
  private static final String TAKEN = "taken";

  private final Network model;
  private final Optional<WeightAverage> rule;
  private final SequencedMap<String, Variable> averages = new LinkedHashMap<>();
  private final HostBuffer share = HostBuffer.allocate(new TensorType(Shape.scalar(), DType.F64));
  private Compiled plan = compiled();
  private long taken;

  /** What is trained, while the model has the average; else nothing. */
  private SequencedMap<String, HostBuffer> trained = new LinkedHashMap<>();

  AveragedWeights(Network model, Optional<WeightAverage> rule) {
    this.model = model;
    this.rule = rule;
  }

  /**
   * What a checkpoint keeps.
   *
   * @param json how many weights entered the average
   * @param values of the average by name
   */
  record Saved(JsonObject json, SequencedMap<String, HostBuffer> values) {}

  /** Takes in the newest weights after the step at {@code place}, if that is due. */
  void stepped(Schedule.Place place) {
    rule.filter(average -> average.isDue(place)).ifPresent(this::take);
  }

  private void take(WeightAverage average) {
    int before = averages.size();
    averaged(average).forEach((name, newest) -> follow(name, newest));
    if (averages.size() > before) {
      plan = compiled();
    }
    share.set(0, average.share(taken));
    plan.call(List.of(share));
    taken++;
  }

  /** The average of a variable lies as that does. */
  private void follow(String name, Variable newest) {
    averages
        .computeIfAbsent(name, _ -> new Variable(name, newest.type(), false, newest::value))
        .moveTo(newest.layout());
  }

  private SequencedMap<String, Variable> averaged(WeightAverage average) {
    SequencedMap<String, Variable> variables = new LinkedHashMap<>();
    Parameters.of(model)
        .forEach(
            (name, param) -> {
              if (param.trainable()) {
                variables.put(name, param.variable());
              }
            });
    if (!average.recomputesStatistics()) {
      variables.putAll(statistics());
    }
    return variables;
  }

  private SequencedMap<String, Variable> statistics() {
    SequencedMap<String, Variable> variables = new LinkedHashMap<>();
    Parameters.states(model)
        .forEach(
            (name, state) -> {
              if (!state.isCounter()) {
                variables.put(name, state.variable());
              }
            });
    return variables;
  }

  private Compiled compiled() {
    return Compiled.of(
        in -> {
          StateDict.variables(model)
              .forEach(
                  (name, newest) -> {
                    Variable average = averages.get(name);
                    if (average != null) {
                      follow(average, newest, in.getFirst());
                    }
                  });
          return List.of(in.getFirst());
        });
  }

  private static void follow(Variable average, Variable newest, Tensor share) {
    Tensor before = average.tensor();
    Tensor way = newest.tensor().sub(before);
    Trace.assign(average, before.add(way.mul(share.cast(average.type().dtype()))));
  }

  /** Runs {@code body} while the model has the average, if there is one yet. */
  <T> T use(Supplier<T> body) {
    if (taken == 0 || !trained.isEmpty()) {
      return body.get();
    }
    trained = StateDict.of(model);
    try {
      put();
      return body.get();
    } finally {
      assign(trained);
      trained = new LinkedHashMap<>();
    }
  }

  /** Runs {@code body} as {@link #use} does. */
  void run(Runnable body) {
    use(
        () -> {
          body.run();
          return taken;
        });
  }

  /** Gives the model the average for good, if there is one yet. */
  void put() {
    assign(values());
  }

  private void assign(SequencedMap<String, HostBuffer> values) {
    StateDict.variables(model)
        .forEach(
            (name, variable) -> {
              HostBuffer value = values.get(name);
              if (value != null) {
                variable.assign(value);
              }
            });
  }

  /**
   * Computes the running statistics of the average, if it wants its own: while it is {@linkplain
   * #use in use}, at the end of an epoch.
   *
   * @param batches to compute them on
   */
  void recomputeStatistics(Iterable<Batch> batches, Threads threads) {
    if (taken == 0 || !rule.filter(WeightAverage::recomputesStatistics).isPresent()) {
      return;
    }
    RunningStatistics.recompute(model, batches, threads);
    statistics()
        .forEach(
            (name, state) ->
                averages
                    .computeIfAbsent(
                        name, _ -> new Variable(name, state.type(), false, state::value))
                    .assign(state.value()));
  }

  /** Values of the model as it is trained, be the average in use or not. */
  SequencedMap<String, HostBuffer> trained() {
    return trained.isEmpty() ? StateDict.of(model) : trained;
  }

  /** For a checkpoint. */
  Saved saved() {
    return new Saved(JsonObject.empty().with(TAKEN, taken), values());
  }

  private SequencedMap<String, HostBuffer> values() {
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    averages.forEach((name, average) -> values.put(name, average.value()));
    return values;
  }

  /**
   * Goes on from what {@link #saved} made.
   *
   * @throws fovea.error.UserException if a value does not fit the model
   */
  void load(Saved saved) {
    taken = saved.json().integer(TAKEN);
    SequencedMap<String, Variable> variables = StateDict.variables(model);
    saved
        .values()
        .forEach(
            (name, value) -> {
              Variable own = variables.get(name);
              if (own == null || !own.type().equals(value.type())) {
                throw new FormatException(
                    name,
                    "expected an average of a value of the model, found " + value.type(),
                    "Start the training again");
              }
              averages.put(name, new Variable(name, value.type(), false, value::copy));
            });
  }
}
