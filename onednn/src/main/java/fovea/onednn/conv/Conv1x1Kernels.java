package fovea.onednn.conv;

import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Window;
import fovea.onednn.code.Epilogue;
import fovea.onednn.conv.ConvGeometry.Wish;
import fovea.onednn.conv1x1.Conv1x1Pass;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Large 1×1 convolutions at inference, as products of pixels and the weight. */
final class Conv1x1Kernels {
  private Conv1x1Kernels() {}

  /**
   * Whether a convolution at inference should go this way: where oneDNN, too, wants the channels of
   * a pixel to lie together, so that nothing is reordered for it. Nothing is said of other kernels
   * than 1×1, of strides, padding and bf16.
   */
  static Optional<Verdict> verdict(ConvGeometry geometry) {
    if (geometry.x().dtype() != DType.F32 || !Window.of(1).equals(geometry.conv().window())) {
      return Optional.empty();
    }
    return Optional.of(
        obstacle(geometry)
            .map(Verdict::no)
            .orElseGet(() -> Verdict.yes("1×1 over images that no cache holds")));
  }

  private static Optional<String> obstacle(ConvGeometry geometry) {
    Optional<String> channels = geometry.obstacle();
    if (channels.isPresent()) {
      return channels;
    }
    if (!Conv1x1Pass.possible()) {
      return Optional.of("our own 1×1 code needs AVX-512");
    }
    if (!pass(geometry, Epilogue.none()).pays()) {
      return Optional.of("images that caches hold, or a weight that they do not");
    }
    return channelsLast(geometry)
        ? Optional.empty()
        : Optional.of("oneDNN wants another layout than channels last");
  }

  private static boolean channelsLast(ConvGeometry geometry) {
    PrimitiveDesc choice =
        geometry.forward(
            Propagation.INFERENCE, Wish.ANY, MemoryDesc.none(), PrimitiveAttributes.standard());
    return choice.source().isIn(FormatTag.NHWC) && choice.destination().isIn(FormatTag.NHWC);
  }

  private static Conv1x1Pass pass(ConvGeometry geometry, Epilogue epilogue) {
    int inputs = geometry.x().shape().dim(1);
    int outputs = geometry.y().shape().dim(1);
    int pixels = Math.toIntExact(geometry.y().shape().elements() / outputs);
    return new Conv1x1Pass(pixels, inputs, outputs, epilogue);
  }

  static void forward(Kernel.ConvFused fused, ConvStep conv, Lowering to) {
    Step step = conv.step();
    Conv1x1Pass pass = pass(conv.geometry(), ConvKernels.epilogue(fused));
    Slot pixels = to.in(step.input(0), desc(step.input(0)));
    Slot weight = to.in(step.input(1), Descs.weightBlocks(step.input(1).type()));
    Optional<Slot> bias = fused.bias() ? Optional.of(to.plain(step.input(2))) : Optional.empty();
    Value added = ConvKernels.residual(step);
    Optional<Slot> residual =
        fused.residual() ? Optional.of(to.in(added, desc(added))) : Optional.empty();
    Slot result = ConvKernels.result(step, residual, desc(step.output()), to);
    List<Slot> reads = new ArrayList<>(List.of(pixels, weight));
    bias.ifPresent(reads::add);
    residual.ifPresent(reads::add);
    to.sequence(
        conv.label(Conv1x1Pass.IMPLEMENTATION),
        new Lowering.Places(reads, List.of(result), List.of()),
        memory ->
            List.of(
                pass.bind(
                    new Conv1x1Pass.Buffers(
                        memory.of(pixels),
                        memory.of(weight),
                        bias.map(memory::of),
                        residual.map(memory::of),
                        memory.of(result)),
                    to::code)));
  }

  private static MemoryDesc desc(Value value) {
    return Descs.laid(value.type(), FormatTag.NHWC);
  }
}
