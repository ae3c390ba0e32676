package fovea.graph.spi;

import fovea.graph.Conv;
import fovea.graph.MultiplyAdds;
import fovea.graph.Op;
import fovea.graph.TensorType;
import fovea.graph.Unary;
import java.util.List;
import java.util.Optional;

/** What a backend runs after fusion; has no gradient. */
public sealed interface Kernel {

  /** An op as it is. */
  record Plain(Op op) implements Kernel {
    @Override
    public String name() {
      return op.name();
    }
  }

  /**
   * Convolution with what follows it. Inputs x, weight, bias if {@code bias}, a summand of the
   * result's shape if {@code residual}; then the results are kept within {@code limits}.
   */
  record ConvFused(Conv.Conv2d conv, boolean bias, boolean residual, Limits limits)
      implements Kernel {
    @Override
    public String name() {
      return "conv2d" + (residual ? "+add" : "") + limits.suffix();
    }
  }

  /** The range that results are kept in, as by ReLU and ReLU6. */
  record Limits(double low, double high) {
    /** Results stay as they are. */
    public static final Limits NONE =
        new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Those of ReLU. */
    public static final Limits RELU = new Limits(0, Double.POSITIVE_INFINITY);

    /** What {@code op} does, if it does just this. */
    public static Optional<Limits> of(Op op) {
      if (op instanceof Unary.Clip(double low, double high)) {
        return Optional.of(new Limits(low, high));
      }
      return op instanceof Unary.Relu ? Optional.of(RELU) : Optional.empty();
    }

    private String suffix() {
      return equals(NONE) ? "" : equals(RELU) ? "+relu" : "+clip";
    }
  }

  /**
   * Batch normalization in training with ReLU. Inputs x, gamma, beta; results y, mean, variance and
   * an opaque mask of what ReLU let through.
   */
  record BatchNormRelu(double epsilon) implements Kernel {}

  /** Gradient of {@link BatchNormRelu}. Inputs x, mean, variance, gamma, upstream, mask. */
  record BatchNormReluGrad(double epsilon) implements Kernel {}

  /** {@code relu(a + b)}. */
  record AddRelu() implements Kernel {}

  /** Weight of a convolution with batch normalization folded in. Inputs weight, gamma, variance. */
  record FoldWeight(double epsilon) implements Kernel {}

  /**
   * Bias of a convolution with batch normalization folded in. Inputs gamma, beta, mean, variance
   * and the old bias if {@code bias}.
   */
  record FoldBias(double epsilon, boolean bias) implements Kernel {}

  /** Products that it sums up on inputs of these types; 0 for what memory bounds. */
  default long multiplyAdds(List<TensorType> inputs) {
    return switch (this) {
      case Plain(Op op) -> MultiplyAdds.of(op, inputs);
      case ConvFused(var conv, _, _, _) -> MultiplyAdds.of(conv, inputs.subList(0, 2));
      case BatchNormRelu _, BatchNormReluGrad _, AddRelu _, FoldWeight _, FoldBias _ -> 0;
    };
  }

  /** Name in plans. */
  default String name() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
