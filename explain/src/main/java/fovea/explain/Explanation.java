package fovea.explain;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.FeatureLayer;
import fovea.explain.network.Target;
import java.util.List;
import java.util.Optional;

/**
 * What a method has found in one picture.
 *
 * @param model name of the network
 * @param picture that was explained
 * @param target the class that was asked about
 * @param method that was used
 * @param layer that was looked at; empty where it is the picture itself
 * @param found the numbers, of this picture alone
 */
public record Explanation(
    String model,
    ExplainedPicture picture,
    Target target,
    Attribution method,
    Optional<FeatureLayer> layer,
    Attributions found) {

  /** One number for each place, of the size of the layer or of the picture. */
  public Heatmap map() {
    return found.map(0, method.reading());
  }

  /** How far the map can be trusted, as far as the method knows. */
  public List<Attributions.Measure> measures() {
    return found.measures().getFirst();
  }

  /** Whether anything speaks for the class. */
  public boolean hasEvidence() {
    return map().hasPositive();
  }
}
