package fovea.app.models;

import fovea.app.console.Quantity;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.weights.PublishedWeights;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * How well a network does, as somebody has published it.
 *
 * @param source whose weights it are, or who says so
 * @param top1 share of pictures whose class came out first
 * @param top5 share of pictures whose class was among the first five; 0 where that is not said
 * @param depth as the source counts layers; 0 where it does not
 */
record ReportedAccuracy(String source, double top1, double top5, int depth) {

  /**
   * All that is known of a network: of published weights, and of papers. Nothing is known of one
   * with options that change it.
   */
  static List<ReportedAccuracy> of(Architecture network) {
    if (!network.isAsPublished()) {
      return List.of();
    }
    Stream<ReportedAccuracy> weights =
        PublishedWeights.all().stream()
            .filter(published -> published.network().equals(network.name()))
            .map(ReportedAccuracy::of);
    Stream<ReportedAccuracy> papers =
        network.referenceValues().published().stream()
            .map(
                said ->
                    new ReportedAccuracy(said.source(), said.top1(), said.top5(), said.depth()));
    return Stream.concat(weights, papers).toList();
  }

  private static ReportedAccuracy of(PublishedWeights weights) {
    String tag = weights.name().substring(weights.name().indexOf('/') + 1);
    return new ReportedAccuracy(
        weights.accuracy().source() + " " + tag,
        share(weights.accuracy().top1()),
        share(weights.accuracy().top5()),
        0);
  }

  /** Percent as a share, with the same digits. */
  private static double share(double percent) {
    return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
  }

  static JsonArray json(List<ReportedAccuracy> all) {
    return new JsonArray(all.stream().<JsonValue>map(ReportedAccuracy::json).toList());
  }

  private JsonObject json() {
    JsonObject json = JsonObject.empty().with("source", source).with("top1", top1);
    JsonObject both = top5 > 0 ? json.with("top5", top5) : json;
    return depth > 0 ? both.with("depth", depth) : both;
  }

  String top1Text() {
    return Quantity.share(top1);
  }

  String top5Text() {
    return top5 > 0 ? Quantity.share(top5) : "";
  }
}
