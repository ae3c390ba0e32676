package fovea.nn.init;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/**
 * Variance {@code 2 / (1 + slope²) / fan}: for ReLU and leaky ReLU (He et al. 2015, whose first
 * name is Kaiming). Normal, by fan-in and for ReLU unless said otherwise.
 *
 * @param distribution normal or uniform
 * @param fan whose scale is kept: that of the outputs (fan-in) or that of the gradients (fan-out)
 * @param slope of the leaky ReLU below 0; 0 for ReLU
 */
public record HeInit(Distribution distribution, Fan fan, double slope) implements Init {

  /**
   * Checks the slope.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public HeInit {
    Elements.atLeastZero("he with a slope", slope);
  }

  /** Normal numbers by fan-in, for ReLU. */
  public HeInit() {
    this(Distribution.NORMAL, Fan.IN, 0);
  }

  /** What a variance is divided by. */
  public enum Fan {
    /** Inputs of a unit. */
    IN,
    /** Units that an input goes to. */
    OUT
  }

  /** With uniform numbers. */
  public HeInit uniform() {
    return new HeInit(Distribution.UNIFORM, fan, slope);
  }

  /** By fan-out. */
  public HeInit fanOut() {
    return new HeInit(distribution, Fan.OUT, slope);
  }

  /** For a leaky ReLU of that slope. */
  public HeInit slope(double slope) {
    return new HeInit(distribution, fan, slope);
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Shape shape = values.type().shape();
    long units =
        switch (fan) {
          case IN -> Elements.fanIn(shape);
          case OUT -> Elements.fanOut(shape);
        };
    distribution.variance(2 / (1 + slope * slope) / units).fill(values, random);
  }
}
