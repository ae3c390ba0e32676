package fovea.explain.show;

import fovea.explain.attribution.Attributions;
import java.util.List;

/**
 * What is written about an attribution.
 *
 * @param method such as {@code grad-cam}
 * @param target the class that was asked about, perhaps with its probability
 * @param place what was looked at, such as a layer and a model; may be empty
 * @param measures how far the map can be trusted
 */
public record AttributionTexts(
    String method, String target, String place, List<Attributions.Measure> measures) {

  /** Copies the list. */
  public AttributionTexts {
    measures = List.copyOf(measures);
  }

  /** Without measures. */
  public AttributionTexts(String method, String target, String place) {
    this(method, target, place, List.of());
  }
}
