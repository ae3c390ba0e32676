package fovea.train;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.HostBuffer;
import fovea.train.metric.ScoreReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** All callbacks of one training, in their order, and what they have done to it. */
final class Callbacks {
  private static final String CONTROL = "control";
  private static final String STATES = "states";
  private static final String TYPE = "class";
  private static final String STATE = "state";

  private final List<TrainCallback> all;
  private final TrainControl control;
  private boolean failed;
  private Optional<State> before = Optional.empty();

  /**
   * What a checkpoint keeps of callbacks.
   *
   * @param json states of the callbacks, and what they have done
   * @param kept values of the model, by name; empty if none were kept
   */
  record State(JsonObject json, SequencedMap<String, HostBuffer> kept) {}

  Callbacks(List<TrainCallback> all, TrainControl control) {
    this.all = all;
    this.control = control;
  }

  /** What callbacks have done to the training. */
  TrainControl control() {
    return control;
  }

  /** Whether one has thrown, which ends the training. */
  boolean failed() {
    return failed;
  }

  void started(TrainCallback.Started event) {
    each(callback -> callback.started(event, control));
  }

  void planned(TrainCallback.Planned event) {
    each(callback -> callback.planned(event));
  }

  void stepped(TrainCallback.Stepped event) {
    each(callback -> callback.stepped(event, control));
  }

  void tested(long done, long total) {
    each(callback -> callback.tested(done, total));
  }

  /** Tells of scores. A callback that throws leaves the state as it was before. */
  void scored(ScoreReport report) {
    before = Optional.of(state());
    each(callback -> callback.scored(report, control));
    before = Optional.empty();
  }

  /**
   * Gives the report with what was logged. A callback that throws leaves the state as it was before
   * the scores.
   *
   * @param scores to tell of first, if there are new ones
   */
  EpochReport epochFinished(Optional<ScoreReport> scores, EpochReport report) {
    before = Optional.of(state());
    scores.ifPresent(found -> each(callback -> callback.scored(found, control)));
    each(callback -> callback.epochFinished(report, control));
    before = Optional.empty();
    return report.logged(control.takeLogged());
  }

  void saved(Path file) {
    each(callback -> callback.saved(file));
  }

  void saveFailed(FormatException cause) {
    each(callback -> callback.saveFailed(cause));
  }

  void checkpointDamaged(FormatException cause) {
    each(callback -> callback.checkpointDamaged(cause));
  }

  void stopped(TrainCallback.Stopped event) {
    each(callback -> callback.stopped(event));
  }

  private void each(Consumer<TrainCallback> event) {
    try {
      all.forEach(event);
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  /** What a checkpoint keeps. */
  State state() {
    return before.orElseGet(
        () -> {
          JsonObject json =
              JsonObject.empty().with(CONTROL, control.toJson()).with(STATES, states());
          return new State(json, control.kept());
        });
  }

  private JsonArray states() {
    List<JsonValue> states = new ArrayList<>();
    for (TrainCallback callback : all) {
      JsonObject state = callback.state();
      if (!state.members().isEmpty()) {
        states.add(JsonObject.empty().with(TYPE, type(callback)).with(STATE, state));
      }
    }
    return new JsonArray(states);
  }

  /**
   * Goes on from what {@link #state} made: the callbacks of each class get the states that those of
   * this class had, in their order.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  void restore(State state) {
    control.restore(state.json().object(CONTROL), state.kept());
    List<JsonObject> left = new ArrayList<>();
    for (JsonValue value : state.json().array(STATES).values()) {
      if (value instanceof JsonObject each) {
        left.add(each);
      }
    }
    for (TrainCallback callback : all) {
      left.stream()
          .filter(each -> each.string(TYPE).equals(type(callback)))
          .findFirst()
          .ifPresent(
              each -> {
                left.remove(each);
                callback.restore(each.object(STATE));
              });
    }
  }

  private static String type(TrainCallback callback) {
    return callback.getClass().getName();
  }
}
