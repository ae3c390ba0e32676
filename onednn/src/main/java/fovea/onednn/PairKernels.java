package fovea.onednn;

import fovea.graph.DType;
import fovea.graph.Window;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.code.Placement;
import fovea.onednn.ffm.Engine;
import fovea.onednn.pairs.Pixels;
import fovea.onednn.pairs.WeightGradient;
import java.util.List;

/** Gradients of weights in bf16 by products of pairs of pixels. */
final class PairKernels {
  private PairKernels() {}

  /**
   * Whether the gradient of a convolution's weight should go this way: where it need not give that
   * of the bias too, where windows do not overlap much, for else oneDNN's kernels are as good and
   * lists of places large, and where there are no matrix units, which outdo it.
   */
  static boolean suits(ConvGeometry geometry, boolean biased) {
    return geometry.x().dtype() == DType.BF16
        && Engine.multipliesBf16InVectors()
        && !biased
        && apart(geometry.conv().window())
        && geometry.wholeBlocks()
        && geometry.y().shape().elements() * geometry.weight().shape().elements() > 0;
  }

  private static boolean apart(Window window) {
    return window.kernel().equals(Window.of(1).kernel())
        || Math.min(window.stride().h(), window.stride().w()) > 1;
  }

  static void weightGrad(ConvGeometry geometry, Step step, Lowering to) {
    Slot x = operand(step.input(0), to);
    Slot dy = operand(step.input(1), to);
    Pixels source = new Pixels(geometry.x().shape(), blocked(x), geometry.conv().window());
    Pixels upstream = Pixels.of(geometry.y().shape(), blocked(dy));
    WeightGradient pass = WeightGradient.of(source, upstream);
    Slot weight = to.result(step.output(), Descs.weightBlocks(geometry.weight()));
    Slot pairs = Lowering.scratch(pass.pairBytes());
    Slot sums = Lowering.scratch(pass.sumBytes());
    to.sequence(
        step,
        WeightGradient.IMPLEMENTATION,
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
    Slot slot = to.slot(value);
    String layout =
        slot.layout().name().equals(Placement.CHANNELS_LAST)
            ? Placement.CHANNELS_LAST
            : Placement.BLOCKED;
    return to.in(value, Descs.laid(value.type(), layout));
  }

  private static boolean blocked(Slot slot) {
    return slot.layout().name().equals(Placement.BLOCKED);
  }
}
