package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.Coded;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;
import java.util.HashSet;
import java.util.Set;

/**
 * Batch normalization (Ioffe and Szegedy 2015) over all axes but the second. Scale, shift, mean and
 * variance are f32 {@code [c]}, whatever the data's type; the variance is the biased one.
 *
 * <p>In training, mean and variance are outputs of the forward pass and inputs of the backward one;
 * with {@link Flag#GLOBAL_STATISTICS} they are inputs of both.
 */
public final class BatchNormPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_batch_normalization_forward_primitive_desc_create");
  private static final CFunction BACKWARD =
      CFunction.ofOneDnn("dnnl_batch_normalization_backward_primitive_desc_create");

  /** What the normalization takes and does besides. */
  public enum Flag implements Coded {
    /** Mean and variance are given, not computed. */
    GLOBAL_STATISTICS(1),
    SCALE(2),
    SHIFT(4),
    /** ReLU of the result; in training a workspace keeps which elements passed. */
    RELU(8);

    private final int code;

    Flag(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /** Settings that forward and backward pass share. */
  public record Settings(float epsilon, Set<Flag> flags) {
    public Settings {
      flags = Set.copyOf(flags);
    }

    /** The same with one more. */
    public Settings with(Flag flag) {
      Set<Flag> more = new HashSet<>(flags);
      more.add(flag);
      return new Settings(epsilon, more);
    }

    private int mask() {
      return flags.stream().mapToInt(Flag::code).sum();
    }
  }

  private BatchNormPrimitive() {}

  /** The output; in training also mean, variance and the workspace of a fused ReLU. */
  public static PrimitiveDesc forward(
      Propagation propagation, Settings settings, MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            call.engine()
                .code(propagation)
                .object(source)
                .object(destination)
                .real(settings.epsilon())
                .number(settings.mask())
                .attributes(PrimitiveAttributes.standard()));
  }

  /**
   * The gradients of the source and, with {@link Propagation#BACKWARD}, of scale and shift.
   *
   * @param gradients with the source as data
   */
  public static PrimitiveDesc backward(
      Propagation propagation,
      Settings settings,
      BackwardOperands gradients,
      PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD,
        call ->
            call.engine()
                .code(propagation)
                .object(gradients.source())
                .object(gradients.destination())
                .object(gradients.data())
                .real(settings.epsilon())
                .number(settings.mask())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
