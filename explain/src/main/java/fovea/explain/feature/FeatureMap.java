package fovea.explain.feature;

import fovea.explain.attribution.Heatmap;

/**
 * What one unit of a layer makes of a picture.
 *
 * @param unit from 0
 * @param values at each place of the layer
 */
public record FeatureMap(int unit, Heatmap values) {

  /** Mean of the values over all places, those below zero counted as zero. */
  public double strength() {
    return values.positiveMass(0, 0, values.height(), values.width())
        / ((double) values.height() * values.width());
  }

  /** Whether nothing in the picture makes the unit respond: no value is above zero. */
  public boolean isSilent() {
    return !values.hasPositive();
  }
}
