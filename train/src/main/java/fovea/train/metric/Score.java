package fovea.train.metric;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.train.internal.JsonNumbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Mean loss and metrics over some examples.
 *
 * @param loss mean over the examples
 * @param metrics by name, in the order of the task's
 * @param n number of examples; 0 where nothing was measured
 */
public record Score(double loss, SequencedMap<String, Double> metrics, long n) {
  private static final String LOSS = "loss";
  private static final String COUNT = "n";

  /** Copies the map. */
  public Score {
    metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
  }

  /** Nothing was measured. */
  public static Score none() {
    return new Score(0, new LinkedHashMap<>(), 0);
  }

  /** Whether nothing was measured. */
  public boolean isNone() {
    return n == 0;
  }

  /**
   * The metric of that name, or {@code loss}.
   *
   * @throws FoveaException if it was not measured
   */
  public double metric(String name) {
    Double value = name.equals(LOSS) ? Double.valueOf(loss) : metrics.get(name);
    if (value == null) {
      throw FoveaException.here(
          "expected loss or one of " + metrics.sequencedKeySet() + ", found " + name,
          "add the metric to the task by measuring(…)");
    }
    return value;
  }

  /**
   * Share of examples whose class was predicted correctly; 0 where nothing was measured.
   *
   * @throws FoveaException if the task does not measure it
   */
  public double accuracy() {
    return isNone() ? 0 : metric(Metric.ACCURACY);
  }

  /** Such as {@code loss 0.1289, accuracy 0.9500 on 40 examples}. */
  @Override
  public String toString() {
    var text = new StringBuilder(String.format(Locale.ROOT, "loss %.4f", loss));
    metrics.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, ", %s %.4f", name, value)));
    return text.append(String.format(Locale.ROOT, " on %,d examples", n)).toString();
  }

  /** For events and checkpoints; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put(LOSS, loss);
    numbers.putAll(metrics);
    return JsonNumbers.write(numbers).with(COUNT, n);
  }

  /**
   * The score that {@link #toJson} has written.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  public static Score fromJson(JsonObject json) {
    SequencedMap<String, Double> metrics = JsonNumbers.read(json);
    metrics.keySet().removeAll(List.of(LOSS, COUNT));
    return new Score(JsonNumbers.read(json, LOSS), metrics, json.integer(COUNT));
  }
}
