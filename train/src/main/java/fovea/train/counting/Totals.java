package fovea.train.counting;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** The sums of losses and metrics over batches. */
public final class Totals {
  private final List<Metric> metrics;
  private final double[][] sums;
  private double loss;
  private long examples;

  /** Of these metrics, without any batch yet. */
  public Totals(List<Metric> metrics) {
    this.metrics = metrics;
    this.sums = new double[metrics.size()][0];
  }

  /**
   * Adds a batch.
   *
   * @param counts what each metric gave for it
   */
  public void add(int size, double meanLoss, double[][] counts) {
    loss += meanLoss * size;
    examples += size;
    for (int i = 0; i < counts.length; i++) {
      double[] sum = sums[i];
      if (sum.length == 0) {
        sums[i] = counts[i].clone();
      } else if (sum.length != counts[i].length) {
        throw FoveaException.at(
            metrics.get(i).name(),
            String.format(
                Locale.ROOT, "expected sums of %d numbers, found %d", counts[i].length, sum.length),
            "start the training again");
      } else {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += counts[i][j];
        }
      }
    }
  }

  /** Number of examples. */
  public long examples() {
    return examples;
  }

  /** Mean loss and metrics. */
  public Score score() {
    if (examples == 0) {
      return Score.none();
    }
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      values.put(metrics.get(i).name(), metrics.get(i).value(sums[i], examples));
    }
    return new Score(loss / examples, values, examples);
  }

  /** Score and sums. */
  public Evaluation evaluation() {
    SequencedMap<String, double[]> byName = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      byName.put(metrics.get(i).name(), sums[i].clone());
    }
    return new Evaluation(score(), byName);
  }

  /** Begins again. */
  public void clear() {
    Arrays.fill(sums, new double[0]);
    loss = 0;
    examples = 0;
  }

  /** For checkpoints; {@link #load} reads it back. */
  public JsonObject toJson() {
    List<JsonValue> all = new ArrayList<>();
    for (double[] sum : sums) {
      all.add(JsonArray.of(sum));
    }
    return JsonObject.empty()
        .with("loss", loss)
        .with("examples", examples)
        .with("sums", new JsonArray(all));
  }

  /**
   * Goes on from what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing, of another kind or out of its range
   */
  public void load(JsonObject json) {
    loss = json.real("loss");
    examples = json.integer("examples");
    List<JsonValue> all = json.array("sums").values();
    if (examples < 0 || all.size() != sums.length) {
      throw new FormatException(
          "sums",
          String.format(
              Locale.ROOT, "expected those of %d metrics, found %d", sums.length, all.size()),
          "Start the training again");
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = all.get(i) instanceof JsonArray array ? array.doubles() : new double[0];
    }
  }
}
