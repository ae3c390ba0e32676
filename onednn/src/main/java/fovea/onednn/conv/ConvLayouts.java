package fovea.onednn.conv;

import fovea.onednn.conv.ConvGeometry.Wish;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.DnnlException;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which layouts the kernels of a convolution in training take: the net before the single kernel.
 * Each convolution of a program is asked about once.
 */
public final class ConvLayouts {
  /**
   * A gradient's result of fewer channels leaves most of the register block of nhwc kernels idle.
   */
  private static final int FULL_BLOCK = 64;

  private final Map<ConvGeometry, Wish> chosen = new HashMap<>();

  /**
   * What forward and backward kernels share: oneDNN's choice, unless that is a kernel for older
   * instructions than this machine has, as with 6 channels, and channels innermost avoid it.
   */
  Wish training(ConvGeometry geometry) {
    return chosen.computeIfAbsent(geometry, ConvLayouts::choose);
  }

  private static Wish choose(ConvGeometry geometry) {
    return current(geometry, Wish.ANY) || !current(geometry, Wish.CHANNELS_LAST)
        ? Wish.ANY
        : Wish.CHANNELS_LAST;
  }

  /**
   * What the gradient of the input takes: the layout that the rest of the net has, rather than
   * oneDNN's choice with a reorder before and after it, unless that kernel is worth them.
   */
  Wish inputGrad(ConvGeometry geometry, MemoryDesc upstream) {
    Wish shared = training(geometry);
    if (shared != Wish.ANY || !upstream.isIn(FormatTag.NCHW16C)) {
      return shared;
    }
    PrimitiveDesc free = geometry.inputGrad(Wish.ANY);
    if (free.destinationGradient().isIn(FormatTag.NCHW16C)) {
      return Wish.ANY;
    }
    boolean pointwise = geometry.weight().shape().dim(2) * geometry.weight().shape().dim(3) == 1;
    boolean narrow = geometry.x().shape().dim(1) < FULL_BLOCK;
    boolean stays = (pointwise || narrow) && sameInstructions(free, geometry);
    return stays ? Wish.BLOCKED : Wish.ANY;
  }

  private static boolean sameInstructions(PrimitiveDesc free, ConvGeometry geometry) {
    return DnnlException.implemented(() -> geometry.inputGrad(Wish.BLOCKED))
        .map(blocked -> instructions(blocked.implementation()))
        .filter(instructions(free.implementation())::equals)
        .isPresent();
  }

  /** Whether all three kernels are for the instructions that this machine has. */
  private static boolean current(ConvGeometry geometry, Wish wish) {
    return DnnlException.implemented(
            () ->
                current(
                        geometry.forward(
                            Propagation.TRAINING,
                            wish,
                            MemoryDesc.none(),
                            PrimitiveAttributes.standard()))
                    && current(geometry.weightGrad(wish, geometry.weight(), MemoryDesc.none()))
                    && current(geometry.inputGrad(wish)))
        .orElse(false);
  }

  private static boolean current(PrimitiveDesc kernel) {
    String machine = DnnlEngine.instructionSet().toLowerCase(Locale.ROOT);
    return !machine.contains("avx512") || kernel.implementation().contains("avx512");
  }

  /** What follows the colon in {@code jit_bf16:avx512_core_bf16}. */
  private static String instructions(String implementation) {
    return implementation.substring(implementation.lastIndexOf(':') + 1);
  }
}
