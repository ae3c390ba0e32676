package fovea.nn.init;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A rule for the initial values of a parameter. The inputs of a unit (fan-in) are the product of
 * all sizes but the first, its outputs (fan-out) the first size times the kernel's, as in PyTorch.
 */
@FunctionalInterface
public interface Init {

  /** Writes all elements of {@code values}; {@code random} belongs to this parameter alone. */
  void fill(HostBuffer values, KeyedRandom random);

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
    return (values, _) -> each(values, _ -> value);
  }

  /** Uniform between {@code -bound} and {@code bound}. */
  static Init uniform(double bound) {
    return (values, random) -> each(values, i -> bound * (2 * random.uniform(i) - 1));
  }

  /** Normal with mean 0. */
  static Init normal(double deviation) {
    return (values, random) -> each(values, i -> deviation * random.normal(i));
  }

  /** Normal with variance 1 / fan-in: keeps the scale of a linear layer (LeCun et al. 1998). */
  static Init lecunNormal() {
    return normalOf(shape -> 1.0 / fanIn(shape));
  }

  /** Uniform with variance 2 / (fan-in + fan-out): for tanh (Glorot &amp; Bengio 2010, Xavier). */
  static Init xavierUniform() {
    return uniformOf(shape -> 2.0 / (fanIn(shape) + fanOut(shape)));
  }

  /** Normal with variance 2 / (fan-in + fan-out): for tanh (Glorot &amp; Bengio 2010, Xavier). */
  static Init xavierNormal() {
    return normalOf(shape -> 2.0 / (fanIn(shape) + fanOut(shape)));
  }

  /** Uniform with variance 2 / fan-in: for ReLU (He et al. 2015). */
  static Init heUniform() {
    return uniformOf(shape -> 2.0 / fanIn(shape));
  }

  /** Normal with variance 2 / fan-in: for ReLU (He et al. 2015). */
  static Init heNormal() {
    return normalOf(shape -> 2.0 / fanIn(shape));
  }

  /** Normal with variance 2 / fan-out: what torchvision gives the convolutions of a ResNet. */
  static Init heNormalFanOut() {
    return normalOf(shape -> 2.0 / fanOut(shape));
  }

  /**
   * Uniform with variance 1 / (3 fan-in), which is between ± 1 / √fan-in: PyTorch's default for the
   * weights of layers ({@code kaiming_uniform} with a = √5).
   */
  static Init torchUniform() {
    return uniformOf(shape -> 1.0 / (3.0 * fanIn(shape)));
  }

  private static Init uniformOf(ToDoubleFunction<Shape> variance) {
    return (values, random) ->
        uniform(Math.sqrt(3 * variance.applyAsDouble(values.type().shape()))).fill(values, random);
  }

  private static Init normalOf(ToDoubleFunction<Shape> variance) {
    return (values, random) ->
        normal(Math.sqrt(variance.applyAsDouble(values.type().shape()))).fill(values, random);
  }

  private static long fanIn(Shape shape) {
    return shape.rank() == 0 ? 1 : Math.max(1, shape.elements() / shape.dim(0));
  }

  private static long fanOut(Shape shape) {
    return shape.rank() < 2 ? shape.elements() : shape.elements() / shape.dim(1);
  }

  /** Sets all elements; many of them on all processors, since each depends on its index alone. */
  private static void each(HostBuffer values, LongToDoubleFunction rule) {
    LongStream indices = LongStream.range(0, values.type().shape().elements());
    boolean many = values.type().shape().elements() >= 1 << 16;
    (many ? indices.parallel() : indices).forEach(i -> values.set(i, rule.applyAsDouble(i)));
  }
}
