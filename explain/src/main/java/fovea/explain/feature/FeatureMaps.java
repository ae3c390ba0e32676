package fovea.explain.feature;

import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What all units of a layer make of a picture.
 *
 * @param layer that they belong to
 * @param maps of all units, the strongest first; of equal strength, the lower unit
 */
public record FeatureMaps(FeatureLayer layer, List<FeatureMap> maps) {

  /**
   * Sorts the maps.
   *
   * @throws FoveaException if there are none
   */
  public FeatureMaps {
    if (maps.isEmpty()) {
      throw FoveaException.here("feature maps of no unit", "give one for each unit of the layer");
    }
    maps =
        maps.stream()
            .sorted(
                Comparator.comparingDouble(FeatureMap::strength)
                    .reversed()
                    .thenComparingInt(FeatureMap::unit))
            .toList();
  }

  /**
   * Those of one layer for one picture; for more, keep a {@link FeatureExtractor}.
   *
   * @param picture the network's input, {@code [1, c, h, w]}
   * @throws FoveaException if it does not fit the network
   */
  public static FeatureMaps of(ExplainedNetwork subject, FeatureLayer layer, HostBuffer picture) {
    return FeatureExtractor.of(subject, List.of(layer)).of(picture).getFirst();
  }

  /** The maps in {@code values}, {@code [1, units, h, w]}. */
  static FeatureMaps of(FeatureLayer layer, HostBuffer values) {
    List<FeatureMap> maps =
        IntStream.range(0, values.type().shape().dim(1))
            .mapToObj(unit -> new FeatureMap(unit, Heatmap.plane(values, unit)))
            .toList();
    return new FeatureMaps(layer, maps);
  }

  /** The {@code count} strongest maps, or all if there are fewer. */
  public List<FeatureMap> strongest(int count) {
    return maps.subList(0, Math.clamp(count, 0, maps.size()));
  }

  /**
   * The map of one unit.
   *
   * @throws FoveaException if the layer has no such unit
   */
  public FeatureMap unit(int unit) {
    return maps.stream()
        .filter(map -> map.unit() == unit)
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.at(
                    layer.name(),
                    "expected a unit from 0 to " + (maps.size() - 1) + ", found " + unit,
                    "choose one that the layer has"));
  }

  /** Number of units that nothing in the picture makes respond. */
  public int silent() {
    return (int) maps.stream().filter(FeatureMap::isSilent).count();
  }

  /** The mean over all units of what is above zero: where the layer responds at all. */
  public Heatmap mean() {
    int height = layer.height();
    int width = layer.width();
    float[] mean = new float[height * width];
    for (FeatureMap map : maps) {
      float[] values = map.values().values();
      for (int place = 0; place < mean.length; place++) {
        mean[place] += Math.max(0, values[place]) / maps.size();
      }
    }
    return new Heatmap(height, width, mean);
  }

  /** The largest value of the {@code count} strongest maps; at least 0. */
  public double max(int count) {
    return IntStream.range(0, Math.min(count, maps.size()))
        .mapToDouble(i -> maps.get(i).values().max())
        .reduce(0, Math::max);
  }
}
