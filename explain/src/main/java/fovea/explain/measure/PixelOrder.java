package fovea.explain.measure;

import fovea.explain.attribution.Heatmap;
import fovea.graph.type.Shape;
import fovea.nn.init.KeyedRandom;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Places of a picture, those that a map shows the strongest first. */
final class PixelOrder {
  private static final KeyedRandom DRAWN = KeyedRandom.of(0, "pixel order");

  private PixelOrder() {}

  /** Of places that the map shows alike, the order is drawn, and always the same. */
  static int[] of(Heatmap map, Shape picture) {
    Heatmap large = map.resized(picture.dim(2), picture.dim(3));
    float[] values = large.values();
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(place -> -values[place])
                .thenComparingLong(DRAWN::bits))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
