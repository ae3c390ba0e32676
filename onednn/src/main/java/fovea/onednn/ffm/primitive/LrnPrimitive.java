package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;

/**
 * Local response normalization (Krizhevsky et al. 2012): {@code y = x (k + alpha mean(x²))^-beta}
 * over a neighborhood.
 */
public final class LrnPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_lrn_forward_primitive_desc_create");
  private static final CFunction BACKWARD =
      CFunction.ofOneDnn("dnnl_lrn_backward_primitive_desc_create");
  private static final long ACROSS_CHANNELS = 0xaff;

  /**
   * The neighborhood: {@code size} channels around each, and the constants of the formula, where
   * the mean is the sum divided by {@code size} also at the edges.
   */
  public record Settings(int size, float alpha, float beta, float k) {}

  private LrnPrimitive() {}

  /** The output, and in training the workspace. */
  public static PrimitiveDesc forward(
      Propagation propagation, Settings settings, MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            call.engine()
                .code(propagation)
                .number(ACROSS_CHANNELS)
                .object(source)
                .object(destination)
                .number(settings.size())
                .real(settings.alpha())
                .real(settings.beta())
                .real(settings.k())
                .attributes(PrimitiveAttributes.standard()));
  }

  /**
   * The gradient of the source.
   *
   * @param gradients with the source as data
   */
  public static PrimitiveDesc backward(
      Settings settings, BackwardOperands gradients, PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD,
        call ->
            call.engine()
                .number(ACROSS_CHANNELS)
                .object(gradients.source())
                .object(gradients.destination())
                .object(gradients.data())
                .number(settings.size())
                .real(settings.alpha())
                .real(settings.beta())
                .real(settings.k())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
