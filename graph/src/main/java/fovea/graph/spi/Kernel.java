package fovea.graph.spi;

import fovea.graph.AutocastPolicy;
import fovea.graph.op.Conv;
import fovea.graph.op.Op;
import fovea.graph.op.Unary;
import fovea.graph.type.TensorType;
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

    @Override
    public AutocastPolicy autocast() {
      return op.autocast();
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return op.multiplyAdds(inputs);
    }
  }

  /**
   * Convolution with what follows it. Inputs x, weight, bias if {@code bias}, a residual of the
   * result's shape if {@code residual}; then the activation, ReLU or a clamp, if there is one.
   */
  record ConvFused(Conv.Conv2d conv, boolean bias, boolean residual, Optional<Unary> activation)
      implements Kernel {
    @Override
    public String name() {
      String after = activation.map(function -> "+" + function.name()).orElse("");
      return "conv2d" + (residual ? "+add" : "") + after;
    }

    @Override
    public AutocastPolicy autocast() {
      int added = bias ? 3 : 2;
      return residual ? AutocastPolicy.bf16(0, 1, added).results(0) : conv.autocast();
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return conv.multiplyAdds(inputs.subList(0, 2));
    }
  }

  /**
   * Batch normalization in training with ReLU, whose results end at {@code limit}: 6 for ReLU6,
   * else infinity. Inputs x, gamma, beta; results y, mean, variance and an opaque mask of what ReLU
   * let through.
   */
  record BatchNormRelu(double epsilon, double limit) implements Kernel {
    /** Whether large results are cut. */
    public boolean limited() {
      return limit < Double.POSITIVE_INFINITY;
    }

    @Override
    public String name() {
      return limited() ? "batchNormClamp" : "batchNormRelu";
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(0, 0);
    }
  }

  /** Gradient of {@link BatchNormRelu}. Inputs x, mean, variance, gamma, upstream, mask. */
  record BatchNormReluGrad(double epsilon) implements Kernel {
    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(5, 0, 4);
    }
  }

  /** {@code relu(a + b)}. */
  record AddRelu() implements Kernel {
    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.followEither();
    }
  }

  /** Weight of a convolution with batch normalization folded in. Inputs weight, gamma, variance. */
  record FoldWeight(double epsilon) implements Kernel {}

  /**
   * Bias of a convolution with batch normalization folded in. Inputs gamma, beta, mean, variance
   * and the old bias if {@code bias}.
   */
  record FoldBias(double epsilon, boolean bias) implements Kernel {}

  /** What mixed precision does to it: it stays in f32 unless it says otherwise. */
  default AutocastPolicy autocast() {
    return AutocastPolicy.f32();
  }

  /** Products that it sums up on inputs of these types; 0 for what memory bounds. */
  default long multiplyAdds(List<TensorType> inputs) {
    return 0;
  }

  /** Name in plans. */
  default String name() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
