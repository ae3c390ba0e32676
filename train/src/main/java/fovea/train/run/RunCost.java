package fovea.train.run;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run has cost up to now, in all processes that have worked on it.
 *
 * @param time how long it took
 * @param images that were trained on, repetitions included
 * @param cpuSeconds time of all cores together
 * @param peakBytes the most memory that a process had; empty where the system does not tell
 * @param joules energy of the processors, other programs included; empty where the system does not
 *     tell
 */
public record RunCost(
    Time time, long images, double cpuSeconds, OptionalLong peakBytes, OptionalDouble joules) {

  private static final String SECONDS = "seconds";
  private static final String TRAIN = "train_seconds";
  private static final String WAITING = "waiting_seconds";
  private static final String TEST = "test_seconds";
  private static final String SAVING = "saving_seconds";
  private static final String IMAGES = "images";
  private static final String CPU = "cpu_seconds";
  private static final String PEAK = "peak_bytes";
  private static final String JOULES = "joules";

  /** Nothing yet. */
  public static final RunCost NONE =
      new RunCost(new Time(0, 0, 0, 0, 0), 0, 0, OptionalLong.empty(), OptionalDouble.of(0));

  /**
   * Seconds by what they were spent on.
   *
   * @param total of the run, once its data were there
   * @param training on steps, and on waiting for their batches
   * @param waiting of these, spent on waiting for batches, in the epochs that are done
   * @param testing on test examples
   * @param saving on files of the run
   */
  public record Time(double total, double training, double waiting, double testing, double saving) {

    private Time plus(Time more) {
      return new Time(
          total + more.total,
          training + more.training,
          waiting + more.waiting,
          testing + more.testing,
          saving + more.saving);
    }
  }

  /** Together with what another process has cost that has worked on the run. */
  public RunCost plus(RunCost more) {
    return new RunCost(
        time.plus(more.time),
        images + more.images,
        cpuSeconds + more.cpuSeconds,
        larger(peakBytes, more.peakBytes),
        sum(joules, more.joules));
  }

  /** Training images per second of steps; 0 without steps. */
  public double imagesPerSecond() {
    return time.training() > 0 ? images / time.training() : 0;
  }

  /** As it stands in the record of a run; what is not known is left out. */
  public JsonObject toJson() {
    JsonObject json =
        JsonObject.empty()
            .with(SECONDS, time.total())
            .with(TRAIN, time.training())
            .with(WAITING, time.waiting())
            .with(TEST, time.testing())
            .with(SAVING, time.saving())
            .with(IMAGES, images)
            .with("images_per_second", imagesPerSecond())
            .with(CPU, cpuSeconds);
    json = peakBytes.isPresent() ? json.with(PEAK, peakBytes.getAsLong()) : json;
    return joules.isPresent() ? json.with(JOULES, joules.getAsDouble()) : json;
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  static RunCost fromJson(JsonObject json) {
    return new RunCost(
        new Time(
            json.real(SECONDS),
            json.real(TRAIN),
            json.real(WAITING),
            json.real(TEST),
            json.real(SAVING)),
        json.integer(IMAGES),
        json.real(CPU),
        json.find(PEAK).isPresent() ? OptionalLong.of(json.integer(PEAK)) : OptionalLong.empty(),
        json.find(JOULES).isPresent()
            ? OptionalDouble.of(json.real(JOULES))
            : OptionalDouble.empty());
  }

  private static OptionalLong larger(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(Math.max(a.getAsLong(), b.getAsLong()))
        : a.isPresent() ? a : b;
  }

  /** A sum of which a part is not known would be too small. */
  private static OptionalDouble sum(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(a.getAsDouble() + b.getAsDouble())
        : OptionalDouble.empty();
  }
}
