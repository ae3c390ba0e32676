package fovea.onednn.conv;

import fovea.graph.op.Conv;
import fovea.graph.spi.Step;
import fovea.graph.type.DType;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.onednn.conv.ConvGeometry.Wish;
import fovea.onednn.ffm.DnnlException;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.lower.Descs;
import fovea.onednn.ops.BiasKernels;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses how the steps of a program's convolutions are computed, each once. */
public final class ConvAlgorithms {
  private final boolean trains;
  private final boolean differentiates;
  private final ConvLayouts layouts = new ConvLayouts();
  private final IdentityHashMap<Step, ConvAlgorithm.WeightGrad> weightGrads =
      new IdentityHashMap<>();

  /**
   * Of a program.
   *
   * @param trains whether it changes weights, so that they are others in each run
   * @param differentiates whether it computes gradients, as training does
   */
  public ConvAlgorithms(boolean trains, boolean differentiates) {
    this.trains = trains;
    this.differentiates = differentiates;
  }

  /** That of a forward pass. */
  ConvAlgorithm.Forward forward(ConvGeometry geometry) {
    Optional<Verdict> winograd = WinogradChoice.forward(geometry, trains);
    if (chosen(winograd)) {
      return new ConvAlgorithm.Winograd(winograd.get().reason());
    }
    // What oneDNN prefers at inference alone may cost its backward pass a reorder.
    Wish wish = differentiates ? layouts.training(geometry) : Wish.ANY;
    return direct(geometry, wish, winograd.stream());
  }

  /**
   * That of the gradient of the input.
   *
   * @param upstream how the gradient of the result lies
   */
  ConvAlgorithm.InputGrad inputGrad(ConvGeometry geometry, MemoryDesc upstream) {
    Optional<Verdict> winograd = WinogradChoice.inputGrad(geometry, trains);
    return chosen(winograd)
        ? new ConvAlgorithm.Winograd(winograd.get().reason())
        : direct(geometry, layouts.inputGrad(geometry, upstream), winograd.stream());
  }

  /** That of the gradients of weight and bias. */
  ConvAlgorithm.WeightGrad weightGrad(Conv.WeightGrad grad, Step step) {
    return weightGrads.computeIfAbsent(step, _ -> chooseWeightGrad(grad, step));
  }

  private ConvAlgorithm.WeightGrad chooseWeightGrad(Conv.WeightGrad grad, Step step) {
    if (wrong(grad, step.input(0).type())) {
      return new ConvAlgorithm.Reference(
          "oneDNN's bf16 kernel is wrong where the kernel is wider than the input");
    }
    ConvGeometry geometry = ConvGeometry.of(grad, step);
    Optional<Verdict> winograd = WinogradChoice.weightGrad(geometry);
    if (chosen(winograd)) {
      return new ConvAlgorithm.Winograd(winograd.get().reason());
    }
    Optional<Verdict> bf16 = Bf16WeightGradientKernels.verdict(geometry, biased(grad, step));
    if (chosen(bf16)) {
      return new ConvAlgorithm.Bf16WeightGrad(bf16.get().reason());
    }
    Stream<Verdict> others = Stream.concat(winograd.stream(), bf16.stream());
    return direct(geometry, layouts.training(geometry), others);
  }

  /** In oneDNN 3.11. */
  private static boolean wrong(Conv.WeightGrad grad, TensorType x) {
    return x.dtype() == DType.BF16 && grad.window().kernel().w() > x.shape().dim(3);
  }

  /** Whether what computes the gradient of the weight gives that of the bias as well. */
  static boolean biased(Conv.WeightGrad grad, Step step) {
    return grad.bias() && !BiasKernels.apart(step.input(1).type());
  }

  /**
   * The layout that the gradient of a weight comes out in; none where the reference loops make it.
   */
  public Optional<MemoryDesc> weightGradLayout(Conv.WeightGrad grad, Step step) {
    return switch (weightGrad(grad, step)) {
      case ConvAlgorithm.Direct(Wish wish, String _) ->
          DnnlException.implemented(() -> DirectKernels.weightGradLayout(grad, wish, step));
      case ConvAlgorithm.Winograd _, ConvAlgorithm.Bf16WeightGrad _ ->
          Optional.of(Descs.weightBlocks(ConvGeometry.of(grad, step).weight()));
      case ConvAlgorithm.Reference _ -> Optional.empty();
    };
  }

  private static boolean chosen(Optional<Verdict> verdict) {
    return verdict.filter(Verdict::chosen).isPresent();
  }

  /**
   * A primitive of oneDNN.
   *
   * @param others what else could have been
   */
  private static ConvAlgorithm.Direct direct(
      ConvGeometry geometry, Wish wish, Stream<Verdict> others) {
    String obstacles = others.map(Verdict::reason).collect(Collectors.joining(", "));
    String reason = obstacles.isEmpty() ? alone(geometry.conv().window()) : obstacles;
    return new ConvAlgorithm.Direct(wish, reason + wish.reason());
  }

  private static String alone(Window window) {
    String kernel =
        String.format(
            Locale.ROOT, "no other algorithm for %d×%d", window.kernel().h(), window.kernel().w());
    boolean strides = Math.max(window.stride().h(), window.stride().w()) > 1;
    boolean holes = Math.max(window.dilation().h(), window.dilation().w()) > 1;
    return kernel + (strides ? " by strides" : "") + (holes ? " with holes" : "");
  }
}
