package fovea.onednn.conv;

import fovea.graph.op.Conv;
import fovea.graph.op.Unary;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.code.Epilogue;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.lower.Lowering;
import fovea.onednn.ops.BiasKernels;
import java.util.Optional;

/** Convolutions and their gradients, each by the algorithm that is chosen for it. */
public final class ConvKernels {
  private final ConvAlgorithms algorithms;
  private final Lowering to;

  public ConvKernels(ConvAlgorithms algorithms, Lowering to) {
    this.algorithms = algorithms;
    this.to = to;
  }

  public void lower(Conv conv, Step step) {
    switch (conv) {
      case Conv.Conv2d plain ->
          forward(
              new Kernel.ConvFused(plain, step.inputs().size() == 3, false, Optional.empty()),
              step);
      case Conv.InputGrad grad -> inputGrad(grad, step);
      case Conv.WeightGrad grad -> weightGrad(grad, step);
    }
  }

  public void forward(Kernel.ConvFused fused, Step step) {
    ConvGeometry geometry = ConvGeometry.of(fused.conv(), step);
    ConvAlgorithm.Forward algorithm = algorithms.forward(geometry);
    ConvStep conv = new ConvStep(step, geometry, algorithm);
    switch (algorithm) {
      case ConvAlgorithm.Direct direct -> DirectKernels.forward(fused, direct.wish(), conv, to);
      case ConvAlgorithm.Winograd _ -> WinogradKernels.forward(fused, conv, to);
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
      case ConvAlgorithm.Bf16WeightGrad _ -> Bf16WeightGradientKernels.weightGrad(conv, to);
      case ConvAlgorithm.Reference(String reason) -> {
        to.reference(step, reason);
        return;
      }
    }
    if (grad.bias() && !biased) {
      BiasKernels.sum(step.input(1), step.output(1), step.path(), to);
    }
  }

  /** The residual of a forward pass that has one. */
  static Value residual(Step step) {
    return step.inputs().getLast();
  }

  /** Memory for a result of our own code: that of the residual, where nobody needs it any more. */
  static Slot result(Step step, Optional<Slot> residual, MemoryDesc desc, Lowering to) {
    return residual
        .filter(_ -> to.dies(residual(step), step))
        .map(slot -> to.define(step.output(), slot))
        .orElseGet(() -> to.result(step.output(), desc));
  }

  /** What our own code does with results before it writes them. */
  static Epilogue epilogue(Kernel.ConvFused fused) {
    return new Epilogue(
        fused.bias(), fused.residual(), fused.activation().map(ConvKernels::limits));
  }

  private static Epilogue.Limits limits(Unary activation) {
    return switch (activation) {
      case Unary.Relu _ -> Epilogue.Limits.relu();
      case Unary.Clamp(double low, double high) -> new Epilogue.Limits((float) low, (float) high);
      default -> throw new IllegalStateException(activation + " is not fused with convolutions");
    };
  }
}
