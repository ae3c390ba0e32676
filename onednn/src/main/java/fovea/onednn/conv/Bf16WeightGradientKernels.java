package fovea.onednn.conv;

import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Window;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.weightgradient.Pixels;
import fovea.onednn.weightgradient.WeightGradient;
import java.util.List;
import java.util.Optional;

/** Gradients of weights in bf16, by products of pairs of pixels. */
final class Bf16WeightGradientKernels {
  private Bf16WeightGradientKernels() {}

  /**
   * Whether the gradient of a convolution's weight should go this way; nothing is said of those in
   * f32 and of those whose windows overlap much, for there oneDNN's kernels are as good and lists
   * of places large. It cannot give the gradient of the bias too, and matrix units outdo it.
   */
  static Optional<Verdict> verdict(ConvGeometry geometry, boolean biased) {
    if (geometry.x().dtype() != DType.BF16 || !apart(geometry.conv().window())) {
      return Optional.empty();
    }
    if (biased) {
      return Optional.of(Verdict.no("gives the gradient of the bias as well"));
    }
    if (!DnnlEngine.multipliesBf16InVectors()) {
      return Optional.of(Verdict.no("no vectors of bf16, or matrix units that are faster"));
    }
    return Optional.of(
        geometry
            .obstacle()
            .map(Verdict::no)
            .orElse(Verdict.yes("windows apart from each other, in bf16")));
  }

  private static boolean apart(Window window) {
    return window.kernel().equals(Window.of(1).kernel())
        || Math.min(window.stride().h(), window.stride().w()) > 1;
  }

  static void weightGrad(ConvStep conv, Lowering to) {
    Step step = conv.step();
    ConvGeometry geometry = conv.geometry();
    Slot x = operand(step.input(0), to);
    Slot dy = operand(step.input(1), to);
    Pixels source = new Pixels(geometry.x().shape(), blocked(x), geometry.conv().window());
    Pixels upstream = Pixels.of(geometry.y().shape(), blocked(dy));
    WeightGradient pass = WeightGradient.of(source, upstream);
    Slot weight = to.result(step.output(), Descs.weightBlocks(geometry.weight()));
    Slot pairs = Lowering.scratch(pass.pairBytes());
    Slot sums = Lowering.scratch(pass.sumBytes());
    to.sequence(
        conv.label(WeightGradient.IMPLEMENTATION),
        new Lowering.Places(List.of(x, dy), List.of(weight), List.of(pairs, sums)),
        memory ->
            pass.bind(
                new WeightGradient.Buffers(
                    memory.of(x),
                    memory.of(dy),
                    memory.of(pairs),
                    memory.of(sums),
                    memory.of(weight)),
                to::code));
  }

  /** As it lies, if blocks of its channels lie together. */
  private static Slot operand(Value value, Lowering to) {
    FormatTag order = to.desc(value).isIn(FormatTag.NHWC) ? FormatTag.NHWC : FormatTag.NCHW16C;
    return to.in(value, Descs.laid(value.type(), order));
  }

  private static boolean blocked(Slot slot) {
    return Descs.of(slot).isIn(FormatTag.NCHW16C);
  }
}
