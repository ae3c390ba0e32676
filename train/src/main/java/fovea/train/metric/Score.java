package fovea.train.metric;

import fovea.format.FormatException;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
    var text = new StringBuilder("loss %.4f".formatted(loss));
    metrics.forEach((name, value) -> text.append(", %s %.4f".formatted(name, value)));
    return text.append(" on %,d examples".formatted(n)).toString();
  }

  /** For events and checkpoints; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    JsonObject json = JsonObject.empty().with(LOSS, loss);
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      json = json.with(metric.getKey(), metric.getValue());
    }
    return json.with(COUNT, n);
  }

  /**
   * The score that {@link #toJson} has written.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  public static Score fromJson(JsonObject json) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> member : json.members().entrySet()) {
      String name = member.getKey();
      if (member.getValue() instanceof JsonNumber && !name.equals(LOSS) && !name.equals(COUNT)) {
        metrics.put(name, json.real(name));
      }
    }
    return new Score(json.real(LOSS), metrics, json.integer(COUNT));
  }
}
