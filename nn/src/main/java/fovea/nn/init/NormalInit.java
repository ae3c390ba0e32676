package fovea.nn.init;

import fovea.graph.type.HostBuffer;

/**
 * Normal numbers with mean 0: with a small deviation the activations of a deep network die out,
 * with a large one all units saturate.
 *
 * @param deviation their standard deviation
 */
public record NormalInit(double deviation) implements Init {

  /**
   * Checks the deviation.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public NormalInit {
    Elements.atLeastZero("normal initial values with a deviation", deviation);
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Elements.each(values, i -> deviation * random.normal(i));
  }
}
