package fovea.app.train;

import fovea.app.console.Quantity;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.train.metric.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Metrics as people and programs read them. */
public final class MetricText {

  private MetricText() {}

  /** The value of a metric: a share in percent, else a number. */
  public static String value(String metric, double value) {
    return MetricNames.isShare(metric)
        ? Quantity.percent(value)
        : metric.equals("loss") ? Quantity.loss(value) : Quantity.rounded(value);
  }

  /** A row of name and value for each metric; more may be added. */
  public static List<List<String>> rows(SequencedMap<String, Double> metrics) {
    List<List<String>> rows = new ArrayList<>();
    metrics.forEach(
        (name, value) -> rows.add(List.of(MetricNames.words(name), value(name, value))));
    return rows;
  }

  /** With the metrics for programs. */
  public static JsonObject addTo(JsonObject json, SequencedMap<String, Double> metrics) {
    JsonObject all = json;
    for (var metric : metrics.entrySet()) {
      all = all.with(metric.getKey(), JsonNumber.orNull(metric.getValue()));
    }
    return all;
  }
}
