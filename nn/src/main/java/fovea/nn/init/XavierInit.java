package fovea.nn.init;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/**
 * Variance {@code 2 gain² / (fan-in + fan-out)}: for tanh (Glorot &amp; Bengio 2010, whose first
 * name is Xavier). Normal and with gain 1 unless said otherwise.
 *
 * @param distribution normal or uniform
 * @param gain what the deviation is multiplied by, such as 5/3 for tanh
 */
public record XavierInit(Distribution distribution, double gain) implements Init {

  /**
   * Checks the gain.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public XavierInit {
    Elements.atLeastZero("xavier with a gain", gain);
  }

  /** Normal numbers with gain 1. */
  public XavierInit() {
    this(Distribution.NORMAL, 1);
  }

  /** With uniform numbers. */
  public XavierInit uniform() {
    return new XavierInit(Distribution.UNIFORM, gain);
  }

  /** With another gain. */
  public XavierInit gain(double gain) {
    return new XavierInit(distribution, gain);
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Shape shape = values.type().shape();
    double variance = 2.0 / (Elements.fanIn(shape) + Elements.fanOut(shape));
    distribution.variance(gain * gain * variance).fill(values, random);
  }
}
