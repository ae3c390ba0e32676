package fovea.explain.cam;

import fovea.explain.attribution.Attribution.Reading;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.Tensor;

/**
 * What all methods that look at a layer let choose.
 *
 * @param layer that is looked at; the last convolution by default
 * @param signed whether what speaks against the class is kept, below zero; not by default
 */
public record CamOptions(LayerChoice layer, boolean signed) {

  /** The last convolution, and only what speaks for the class. */
  public CamOptions() {
    this(LayerChoice.last(), false);
  }

  /** The same with another layer. */
  public CamOptions layer(LayerChoice layer) {
    return new CamOptions(layer, signed);
  }

  /** The same with what speaks against the class kept or not. */
  public CamOptions signed(boolean signed) {
    return new CamOptions(layer, signed);
  }

  /** How the numbers of such a map are to be read. */
  public Reading reading() {
    return signed ? Reading.SIGNED : Reading.POSITIVE;
  }

  /** The layer of {@code subject}. */
  FeatureLayer layer(ExplainedNetwork subject) {
    return layer.from(subject.layers());
  }

  /** What is shown of {@code map}. */
  Tensor shown(Tensor map) {
    return signed ? map : map.relu();
  }

  /** What is shown of one number. */
  double shown(double number) {
    return signed ? number : Math.max(0, number);
  }
}
