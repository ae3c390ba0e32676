package fovea.nn.init;

import fovea.graph.type.HostBuffer;

/**
 * Numbers between {@code -bound} and {@code bound}, each as likely as the others.
 *
 * @param bound the largest
 */
public record UniformInit(double bound) implements Init {

  /**
   * Checks the bound.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public UniformInit {
    Elements.atLeastZero("uniform initial values with a bound", bound);
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Elements.each(values, i -> bound * (2 * random.uniform(i) - 1));
  }
}
