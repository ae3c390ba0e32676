package fovea.train;

import fovea.data.DataLoader;
import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Network;
import fovea.nn.StateDict;
import fovea.train.internal.JsonNumbers;
import fovea.train.internal.SettingChecks;
import fovea.train.optim.Clip;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a {@link TrainCallback} may do to its training; on the engine's thread, while it is called.
 * All of it is kept with the training and holds again when that is resumed.
 */
public final class TrainControl {
  private static final String RATES = "rates";
  private static final String LOGGED = "logged";
  private static final String KEPT_AFTER = "kept_after";

  private final Trainer trainer;
  private final DataLoader data;
  private final TrainStep step;
  private final NavigableMap<Long, Double> factors = new TreeMap<>(Map.of(0L, 1.0));
  private SequencedMap<String, Double> logged = new LinkedHashMap<>();
  private SequencedMap<String, HostBuffer> kept = new LinkedHashMap<>();
  private long keptAfter;
  private boolean stopped;

  TrainControl(Trainer trainer, DataLoader data, TrainStep step) {
    this.trainer = trainer;
    this.data = data;
    this.step = step;
  }

  /** What is trained. */
  public Network model() {
    return trainer.model();
  }

  /** What it is trained for, and what is measured. */
  public Task task() {
    return trainer.task();
  }

  /** What it is trained on. */
  public DataLoader data() {
    return data;
  }

  /** The folder of the run; none where nothing is saved. */
  public Optional<Path> folder() {
    return trainer.settings().output().folder().map(RunFolder::path);
  }

  /** Number of steps done. */
  public long steps() {
    return step.steps();
  }

  /**
   * Global norm of the gradients of the last step before they were clipped; empty unless {@link
   * Clip#norm} is set.
   */
  public OptionalDouble gradientNorm() {
    return step.gradientNorm();
  }

  /** Ends the training after the running step or epoch, with everything saved. */
  public void stop() {
    stopped = true;
  }

  /** Whether a callback has ended the training. */
  boolean stopped() {
    return stopped;
  }

  /**
   * From the next step on, the rate is {@code factor} times what it would be: what the schedule
   * says, and what callbacks have multiplied it with before.
   *
   * @throws FoveaException if it is negative or not finite
   */
  public void multiplyRate(double factor) {
    SettingChecks.atLeast("factor of the rate", factor, 0);
    factors.put(steps(), factors.lastEntry().getValue() * factor);
  }

  /** The schedule with all that callbacks have multiplied the rate with. */
  Schedule over(Schedule schedule) {
    return new Schedule() {
      @Override
      public double rate(double base, Place place) {
        return schedule.rate(base, place) * factors.floorEntry(place.step()).getValue();
      }

      @Override
      public OptionalDouble momentum(Place place) {
        return schedule.momentum(place);
      }
    };
  }

  /**
   * Writes {@code value} into the report of the running epoch; of one name, the last value counts.
   */
  public void log(String name, double value) {
    logged.put(name, value);
  }

  /** What was logged in the running epoch up to now. */
  public SequencedMap<String, Double> logged() {
    return Collections.unmodifiableSequencedMap(logged);
  }

  /** What was logged in the epoch that ends now. */
  SequencedMap<String, Double> takeLogged() {
    SequencedMap<String, Double> taken = logged;
    logged = new LinkedHashMap<>();
    return taken;
  }

  /**
   * Keeps the present values of the model, in place of any kept before: it has them again when the
   * training has ended, by itself or by {@link #stop}.
   */
  public void keepModel() {
    kept = StateDict.of(model());
    keptAfter = steps();
  }

  /** Number of the step after which the model was like what was kept. */
  long keptAfter() {
    return keptAfter;
  }

  /** What was kept, by name; empty if nothing was. */
  SequencedMap<String, HostBuffer> kept() {
    return kept;
  }

  /** What is saved with a training, but the values that were kept. */
  JsonObject toJson() {
    List<JsonValue> rates = new ArrayList<>();
    factors.forEach((from, factor) -> rates.add(JsonArray.of(from.doubleValue(), factor)));
    return JsonObject.empty()
        .with(RATES, new JsonArray(rates))
        .with(LOGGED, JsonNumbers.write(logged))
        .with(KEPT_AFTER, keptAfter);
  }

  /**
   * Goes on from what {@link #toJson} made, and the values that were kept.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  void restore(JsonObject json, SequencedMap<String, HostBuffer> values) {
    for (JsonValue rate : json.array(RATES).values()) {
      double[] pair = rate instanceof JsonArray array ? array.doubles() : new double[0];
      if (pair.length != 2) {
        throw new FormatException(
            RATES, "expected pairs of a step and a factor", "Start the training again");
      }
      factors.put((long) pair[0], pair[1]);
    }
    logged = JsonNumbers.read(json.object(LOGGED));
    keptAfter = json.integer(KEPT_AFTER);
    kept = values;
  }
}
