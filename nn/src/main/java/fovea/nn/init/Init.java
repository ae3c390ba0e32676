package fovea.nn.init;

import fovea.format.Codecs;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/**
 * A rule for the initial values of a parameter. The inputs of a unit (fan-in) are the product of
 * all sizes but the first, its outputs (fan-out) the first size times the kernel's, as in PyTorch.
 * Those of the library are records that compare by value; a rule of your own may be a lambda.
 */
@FunctionalInterface
public interface Init {

  /** Writes all elements of {@code values}; {@code random} belongs to this parameter alone. */
  void fill(HostBuffer values, KeyedRandom random);

  /** Whether it can fill a parameter of that shape; most can fill all. */
  default boolean fits(Shape shape) {
    return true;
  }

  /** The codecs of rules, by which files and command lines name them. */
  static Codecs<Init> codecs() {
    return InitCodecs.ALL;
  }

  /** Shapes of the distributions that numbers are drawn from, whose mean is 0. */
  enum Distribution {
    /** Gauss's. */
    NORMAL,
    /** The same density between two bounds. */
    UNIFORM;

    /** The rule that draws numbers of this distribution and a variance. */
    Init variance(double variance) {
      return switch (this) {
        case NORMAL -> new NormalInit(Math.sqrt(variance));
        case UNIFORM -> new UniformInit(Math.sqrt(3 * variance));
      };
    }
  }

  /** All 0. */
  static Init zeros() {
    return constant(0);
  }

  /** All 1. */
  static Init ones() {
    return constant(1);
  }

  /** All {@code value}: a small positive one keeps units with ReLU alive. */
  static Init constant(double value) {
    return new ConstantInit(value);
  }

  /** Uniform between {@code -bound} and {@code bound}. */
  static Init uniform(double bound) {
    return new UniformInit(bound);
  }

  /** Normal with mean 0. */
  static Init normal(double deviation) {
    return new NormalInit(deviation);
  }

  /** Normal with variance 1 / fan-in: keeps the scale of a linear layer (LeCun et al. 1998). */
  static Init lecunNormal() {
    return new LecunInit();
  }

  /** Uniform with variance 2 / (fan-in + fan-out): for tanh (Glorot &amp; Bengio 2010, Xavier). */
  static Init xavierUniform() {
    return new XavierInit().uniform();
  }

  /** Normal with variance 2 / (fan-in + fan-out): for tanh (Glorot &amp; Bengio 2010, Xavier). */
  static Init xavierNormal() {
    return new XavierInit();
  }

  /** Uniform with variance 2 / fan-in: for ReLU (He et al. 2015). */
  static Init heUniform() {
    return new HeInit().uniform();
  }

  /** Normal with variance 2 / fan-in: for ReLU (He et al. 2015). */
  static Init heNormal() {
    return new HeInit();
  }

  /** Normal with variance 2 / fan-out: what torchvision gives the convolutions of a ResNet. */
  static Init heNormalFanOut() {
    return new HeInit().fanOut();
  }

  /**
   * Uniform with variance 1 / (3 fan-in), which is between ± 1 / √fan-in: PyTorch's default for the
   * weights of layers ({@code kaiming_uniform} with a = √5).
   */
  static Init torchUniform() {
    return new TorchInit();
  }

  /** Orthonormal rows or columns (Saxe et al. 2013). */
  static Init orthogonal() {
    return new OrthogonalInit();
  }

  /** Convolutions that hand their input on (Dirac's delta). */
  static Init dirac() {
    return new DiracInit();
  }
}
