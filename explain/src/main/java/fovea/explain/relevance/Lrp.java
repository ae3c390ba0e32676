package fovea.explain.relevance;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributor;
import fovea.explain.network.ExplainedNetwork;

/**
 * Layer-wise relevance propagation (Bach et al. 2015): the score of the class, handed back from
 * layer to layer to the numbers of the picture. Each linear layer hands back by a {@link
 * SharingRule}; batch norms are folded into the layer before them; additions and means are linear
 * layers whose weights are ones; activations hand back all, a maximum to where it was found. What
 * the shares of all numbers and of the biases together lack of the score is the conservation gap.
 *
 * @param name what users call it
 * @param convolutions the rule of convolutions, and of sums and means
 * @param dense the rule of linear layers
 * @param pixelBox whether a convolution of the picture itself hands back by the range of pixels
 *     (Montavon et al. 2017, z^B), so that dark ones count, too
 */
public record Lrp(String name, SharingRule convolutions, SharingRule dense, boolean pixelBox)
    implements Attribution {

  /** What is added to the size of what is divided by. */
  static final double EPSILON = 1e-6;

  private static final double GAMMA = 0.25;

  private Lrp(String name, SharingRule rule) {
    this(name, rule, rule, false);
  }

  /** The epsilon rule everywhere, with 1e-6: close to gradient times input, and as noisy. */
  public static Lrp epsilon() {
    return new Lrp("lrp-epsilon", SharingRule.epsilon(EPSILON));
  }

  /** The gamma rule everywhere, with 0.25: what speaks for the class counts more. */
  public static Lrp gamma() {
    return new Lrp("lrp-gamma", SharingRule.gamma(GAMMA));
  }

  /** The z⁺ rule everywhere: of a score above 0, no relevance below 0. */
  public static Lrp zPlus() {
    return new Lrp("lrp-zplus", SharingRule.zPlus());
  }

  /**
   * The composite that is recommended for convolutional networks (Montavon et al. 2019): epsilon
   * for linear layers, gamma with 0.25 for convolutions, the range of pixels for the first.
   */
  public static Lrp composite() {
    return new Lrp("lrp", SharingRule.gamma(GAMMA), SharingRule.epsilon(EPSILON), true);
  }

  @Override
  public Reading reading() {
    return Reading.SIGNED;
  }

  /**
   * {@inheritDoc}
   *
   * @throws fovea.graph.type.FoveaException if the network has an op that relevance has no rule for
   */
  @Override
  public Attributor on(ExplainedNetwork subject) {
    return LrpAttributor.of(this, subject);
  }
}
