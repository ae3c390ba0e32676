package fovea.onednn;

import fovea.graph.Conv;
import fovea.graph.Unary;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.code.Finish;
import fovea.onednn.ffm.MemoryDesc;
import java.util.Optional;

/** Convolutions and their gradients, each by the algorithm that is chosen for it. */
final class ConvKernels {
  private final ConvAlgorithms algorithms;
  private final Lowering to;

  ConvKernels(ConvAlgorithms algorithms, Lowering to) {
    this.algorithms = algorithms;
    this.to = to;
  }

  void lower(Conv conv, Step step) {
    switch (conv) {
      case Conv.Conv2d plain ->
          forward(
              new Kernel.ConvFused(plain, step.inputs().size() == 3, false, Optional.empty()),
              step);
      case Conv.InputGrad grad -> inputGrad(grad, step);
      case Conv.WeightGrad grad -> weightGrad(grad, step);
    }
  }

  void forward(Kernel.ConvFused fused, Step step) {
    ConvGeometry geometry = ConvGeometry.of(fused.conv(), step);
    ConvAlgorithm.Forward algorithm = algorithms.forward(geometry);
    ConvStep conv = new ConvStep(step, geometry, algorithm);
    switch (algorithm) {
      case ConvAlgorithm.Direct direct -> DirectKernels.forward(fused, direct.wish(), conv, to);
      case ConvAlgorithm.Winograd _ -> WinogradKernels.forward(fused, conv, to);
      case ConvAlgorithm.Pointwise _ -> PixelKernels.forward(fused, conv, to);
    }
  }

  private void inputGrad(Conv.InputGrad grad, Step step) {
    ConvGeometry geometry = ConvGeometry.of(grad, step);
    ConvAlgorithm.InputGrad algorithm = algorithms.inputGrad(geometry, to.desc(step.input(0)));
    ConvStep conv = new ConvStep(step, geometry, algorithm);
    switch (algorithm) {
      case ConvAlgorithm.Direct direct -> DirectKernels.inputGrad(direct.wish(), conv, to);
      case ConvAlgorithm.Winograd _ -> WinogradKernels.inputGrad(conv, to);
    }
  }

  private void weightGrad(Conv.WeightGrad grad, Step step) {
    ConvGeometry geometry = ConvGeometry.of(grad, step);
    ConvAlgorithm.WeightGrad algorithm = algorithms.weightGrad(grad, step);
    ConvStep conv = new ConvStep(step, geometry, algorithm);
    boolean biased = ConvAlgorithms.biased(grad, step);
    switch (algorithm) {
      case ConvAlgorithm.Direct direct -> DirectKernels.weightGrad(direct.wish(), biased, conv, to);
      case ConvAlgorithm.Winograd _ -> WinogradKernels.weightGrad(biased, conv, to);
      case ConvAlgorithm.Bf16WeightGrad _ -> PairKernels.weightGrad(conv, to);
      case ConvAlgorithm.Reference(String reason) -> {
        to.reference(step, reason);
        return;
      }
    }
    if (grad.bias() && !biased) {
      BiasKernels.sum(step.input(1), step.output(1), step.path(), to);
    }
  }

  /** The summand of a forward pass that has one. */
  static Value residual(Step step) {
    return step.inputs().getLast();
  }

  /** Memory for a result of our own code: that of the summand, where nobody needs it any more. */
  static Slot result(Step step, Optional<Slot> summand, MemoryDesc desc, Lowering to) {
    return summand
        .filter(_ -> to.dies(residual(step), step))
        .map(slot -> to.define(step.output(), slot))
        .orElseGet(() -> to.result(step.output(), desc));
  }

  /** What our own code does with results before it writes them. */
  static Finish finish(Kernel.ConvFused fused) {
    return new Finish(fused.bias(), fused.residual(), fused.activation().map(ConvKernels::limits));
  }

  private static Finish.Limits limits(Unary activation) {
    return switch (activation) {
      case Unary.Relu _ -> Finish.Limits.relu();
      case Unary.Clip(double low, double high) -> new Finish.Limits((float) low, (float) high);
      default -> throw new IllegalStateException(activation + " is not fused with convolutions");
    };
  }
}
