package fovea.nn.init;

import fovea.graph.type.HostBuffer;

/**
 * Variance 1 / fan-in, which is N(0, 1/D) for D inputs: keeps the scale of a linear layer (LeCun et
 * al. 1998). Normal unless said otherwise.
 *
 * @param distribution normal or uniform
 */
public record LecunInit(Distribution distribution) implements Init {

  /** Normal numbers. */
  public LecunInit() {
    this(Distribution.NORMAL);
  }

  /** With uniform numbers. */
  public LecunInit uniform() {
    return new LecunInit(Distribution.UNIFORM);
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    distribution.variance(1.0 / Elements.fanIn(values.type().shape())).fill(values, random);
  }
}
