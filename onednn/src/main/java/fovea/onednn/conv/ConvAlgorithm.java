package fovea.onednn.conv;

import fovea.onednn.conv.ConvGeometry.Wish;

/**
 * How a step of a convolution is computed: {@link ConvAlgorithms} chooses once for each step, with
 * a reason that plans show.
 */
sealed interface ConvAlgorithm {
  /** Why this one, in a few words. */
  String reason();

  /** What can compute a forward pass. */
  sealed interface Forward extends ConvAlgorithm permits Direct, Winograd {}

  /** What can compute the gradient of the input. */
  sealed interface InputGrad extends ConvAlgorithm permits Direct, Winograd {}

  /** What can compute the gradients of weight and bias. */
  sealed interface WeightGrad extends ConvAlgorithm
      permits Direct, Winograd, Bf16WeightGrad, Reference {}

  /**
   * A primitive of oneDNN, which multiplies by each element of the kernel.
   *
   * @param wish the layouts that it is asked for
   */
  record Direct(Wish wish, String reason) implements Forward, InputGrad, WeightGrad {}

  /** Fewer multiplications for 3×3 kernels (Lavin &amp; Gray 2015), by {@link WinogradKernels}. */
  record Winograd(String reason) implements Forward, InputGrad, WeightGrad {}

  /** Gradients of 1×1 and strided weights in bf16, by {@link Bf16WeightGradientKernels}. */
  record Bf16WeightGrad(String reason) implements WeightGrad {}

  /** The reference loops. */
  record Reference(String reason) implements WeightGrad {}
}
