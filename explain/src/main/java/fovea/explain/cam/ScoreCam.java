package fovea.explain.cam;

import fovea.explain.attribution.Attributor;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.type.FoveaException;
import java.util.Locale;

/**
 * Score-CAM (Wang et al. 2020): each map is enlarged to the picture, stretched to 0 to 1 and laid
 * over it as a mask; the softmax over the maps of the scores of what is left are their weights. No
 * gradient is computed, but the network is applied once for each map. A map that is the same at all
 * places counts nothing.
 *
 * @param options which layer, and whether what speaks against the class is kept
 * @param channels how many maps are tried, those that vary most from place to place; all by default
 */
public record ScoreCam(CamOptions options, int channels) implements ClassActivationMapping {

  /**
   * Checks the number of channels.
   *
   * @throws FoveaException if it is below 1
   */
  public ScoreCam {
    if (channels < 1) {
      throw FoveaException.at(
          "score-cam",
          String.format(Locale.ROOT, "expected 1 channel or more, found %,d", channels),
          "try 32 for a quick look");
    }
  }

  /** At the last convolution, by all its maps, what speaks for the class only. */
  public ScoreCam() {
    this(new CamOptions(), Integer.MAX_VALUE);
  }

  @Override
  public ScoreCam options(CamOptions options) {
    return new ScoreCam(options, channels);
  }

  /** By so many maps of the layer, those that vary most from place to place. */
  public ScoreCam channels(int channels) {
    return new ScoreCam(options, channels);
  }

  @Override
  public String name() {
    return "score-cam";
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    FeatureLayer layer = options.layer(subject);
    return new ScoreCamAttributor(this, subject, ChannelMasks.of(subject, layer)).layer(layer);
  }
}
