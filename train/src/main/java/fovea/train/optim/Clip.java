package fovea.train.optim;

import fovea.format.Codecs;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Scope;
import fovea.train.internal.SettingChecks;
import java.util.List;
import java.util.Optional;

/**
 * How gradients are limited before the optimizer takes them, so that a few wild examples cannot
 * throw a training off its way; with PyTorch's definitions, inside of the plan of a step.
 */
public sealed interface Clip {

  /** Gradients stay as they are. */
  static Clip none() {
    return new None();
  }

  /**
   * All gradients shrink by one factor if their global norm is above {@code largest}, as by {@code
   * clip_grad_norm_} (Pascanu et al. 2013); infinite only measures the norm.
   */
  static Clip norm(double largest) {
    return new Norm(largest);
  }

  /**
   * Each element of a gradient is limited to {@code [-largest, largest]}, as by {@code
   * clip_grad_value_}.
   */
  static Clip value(double largest) {
    return new Value(largest);
  }

  /** The codecs of limits, by which run folders and the command line name them. */
  static Codecs<Clip> codecs() {
    return ClipCodecs.ALL;
  }

  /** Records the limiting of {@code gradients}. */
  Clipped apply(List<Tensor> gradients);

  /**
   * Limited gradients.
   *
   * @param norm the global norm that they had before, a scalar of {@code f32}, where it was needed
   */
  record Clipped(List<Tensor> gradients, Optional<Tensor> norm) {
    /** Copies the list. */
    public Clipped {
      gradients = List.copyOf(gradients);
    }
  }

  /** No limit. */
  record None() implements Clip {
    @Override
    public Clipped apply(List<Tensor> gradients) {
      return new Clipped(gradients, Optional.empty());
    }
  }

  /**
   * A limit of the global norm: the root of the sum of the squares of all elements of all
   * gradients.
   *
   * @param largest above 0; may be infinite
   */
  record Norm(double largest) implements Clip {
    /** PyTorch's, which keeps the division finite. */
    private static final double EPSILON = 1e-6;

    /**
     * Checks the limit.
     *
     * @throws fovea.graph.type.FoveaException if it is not above 0
     */
    public Norm {
      if (largest != Double.POSITIVE_INFINITY) {
        SettingChecks.positive("largest norm of gradients", largest);
      }
    }

    @Override
    public Clipped apply(List<Tensor> gradients) {
      return Scope.within("clip", () -> limited(gradients));
    }

    private Clipped limited(List<Tensor> gradients) {
      Tensor norm =
          gradients.stream()
              .map(gradient -> gradient.mul(gradient).sum().cast(DType.F32))
              .reduce(Tensor::add)
              .orElseGet(() -> Tensor.scalar(0))
              .sqrt();
      if (!Double.isFinite(largest)) {
        return new Clipped(gradients, Optional.of(norm));
      }
      Tensor factor = Tensor.scalar(largest).div(norm.add(EPSILON)).minimum(1);
      return new Clipped(
          gradients.stream()
              .map(gradient -> gradient.mul(factor.cast(gradient.type().dtype())))
              .toList(),
          Optional.of(norm));
    }
  }

  /**
   * A limit of each element.
   *
   * @param largest above 0
   */
  record Value(double largest) implements Clip {
    /**
     * Checks the limit.
     *
     * @throws fovea.graph.type.FoveaException if it is not above 0
     */
    public Value {
      SettingChecks.positive("largest element of gradients", largest);
    }

    @Override
    public Clipped apply(List<Tensor> gradients) {
      return Scope.within(
          "clip",
          () ->
              new Clipped(
                  gradients.stream().map(gradient -> gradient.clamp(-largest, largest)).toList(),
                  Optional.empty()));
    }
  }
}
