package fovea.explain.cam;

import fovea.explain.network.FeatureLayer;
import fovea.explain.network.FeatureLayers;

/** Says which layer of a network a method looks at. */
@FunctionalInterface
public interface LayerChoice {

  /**
   * The layer.
   *
   * @throws fovea.graph.type.FoveaException if there is no such layer, or it has no maps
   */
  FeatureLayer from(FeatureLayers layers);

  /** The last convolution with what completes it: {@link FeatureLayers#lastConvolution}. */
  static LayerChoice last() {
    return new Last();
  }

  /** The choice of those who name no layer. */
  record Last() implements LayerChoice {
    @Override
    public FeatureLayer from(FeatureLayers layers) {
      return layers.lastConvolution();
    }
  }

  /** The layer of a name: {@link FeatureLayers#require}. */
  static LayerChoice named(String name) {
    return layers -> layers.require(name);
  }
}
