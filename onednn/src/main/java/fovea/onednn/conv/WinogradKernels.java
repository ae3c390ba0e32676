package fovea.onednn.conv;

import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.winograd.GradientPass;
import fovea.onednn.winograd.Tiling;
import fovea.onednn.winograd.WeightTransform;
import fovea.onednn.winograd.WinogradPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions with 3×3 kernels by Winograd's method (Lavin &amp; Gray 2015), where it takes less
 * time.
 */
final class WinogradKernels {
  private WinogradKernels() {}

  /** The tiles of results; those of what is read for the gradient of the weight, too. */
  static Tiling tiling(ConvGeometry geometry, boolean blocked) {
    Window.Padding padding = geometry.conv().window().padding();
    return Tiling.of(
        Descs.type(geometry.x().dtype()),
        geometry.x().shape(),
        geometry.y().shape(),
        padding.top(),
        padding.left(),
        blocked);
  }

  /** The tiles of the gradient of the input. */
  static Tiling upstreamTiling(ConvGeometry geometry, boolean blocked) {
    Window.Padding padding = geometry.conv().window().padding();
    return Tiling.of(
        Descs.type(geometry.y().dtype()),
        geometry.y().shape(),
        geometry.x().shape(),
        2 - padding.top(),
        2 - padding.left(),
        blocked);
  }

  static void forward(Kernel.ConvFused fused, ConvStep conv, Lowering to) {
    Tiling tiling = tiling(conv.geometry(), blocked(conv.step().input(0), to));
    pass(pass(tiling, ConvKernels.epilogue(fused), to), false, conv, to);
  }

  static void inputGrad(ConvStep conv, Lowering to) {
    Tiling tiling = upstreamTiling(conv.geometry(), blocked(conv.step().input(0), to));
    pass(pass(tiling, Epilogue.none(), to), true, conv, to);
  }

  private static WinogradPass pass(Tiling tiling, Epilogue epilogue, Lowering to) {
    return WinogradPass.of(tiling, epilogue, to.trains(), Vectors.here().orElseThrow());
  }

  /** Goes on in the layout of what is read; channels last if that is neither of both. */
  private static boolean blocked(Value x, Lowering to) {
    return to.desc(x).isIn(FormatTag.NCHW16C);
  }

  private static void pass(WinogradPass pass, boolean rotated, ConvStep conv, Lowering to) {
    Tiling tiling = pass.tiling();
    Epilogue epilogue = pass.epilogue();
    Step step = conv.step();
    Value x = step.input(0);
    Slot source = to.in(x, desc(tiling, x.type()));
    Slot weight = weight(pass, rotated, step, to);
    Slot zeros = full(0, pass.zeros(), x.type().dtype());
    Optional<Slot> bias = epilogue.bias() ? Optional.of(to.plain(step.input(2))) : Optional.empty();
    MemoryDesc data = desc(tiling, step.output().type());
    Optional<Slot> residual =
        epilogue.residual() ? Optional.of(to.in(step.inputs().getLast(), data)) : Optional.empty();
    Slot result = ConvKernels.result(step, residual, data, to);
    Slot transformed = Lowering.scratch(pass.transformedBytes());
    Slot products = Lowering.scratch(pass.productBytes());
    Slot pad = Lowering.scratch(pass.padBytes());
    List<Slot> reads = new ArrayList<>(List.of(source, weight, zeros));
    bias.ifPresent(reads::add);
    residual.ifPresent(reads::add);
    to.sequence(
        conv.label(pass.implementation()),
        new Lowering.Places(reads, List.of(result), List.of(transformed, products, pad)),
        memory ->
            pass.bind(
                new WinogradPass.Buffers(
                    memory.of(source),
                    memory.of(zeros),
                    memory.of(weight),
                    bias.map(memory::of),
                    residual.map(memory::of),
                    memory.of(transformed),
                    memory.of(products),
                    memory.of(pad),
                    memory.of(result)),
                to::code));
  }

  /**
   * Adds the call for the gradient of a weight.
   *
   * @param biased whether it gives the gradient of the bias as well
   */
  static void weightGrad(boolean biased, ConvStep conv, Lowering to) {
    Step step = conv.step();
    ConvGeometry geometry = conv.geometry();
    Value x = step.input(0);
    Value dy = step.input(1);
    Tiling tiling = tiling(geometry, blocked(x, to));
    GradientPass pass = GradientPass.of(tiling, biased, Vectors.here().orElseThrow());
    Slot source = to.in(x, desc(tiling, x.type()));
    Slot upstream = to.in(dy, desc(tiling, dy.type()));
    Slot zeros = full(0, pass.zeros(), x.type().dtype());
    Slot ones = full(1, pass.ones(), x.type().dtype());
    Slot weight = to.result(step.output(0), Descs.weightBlocks(geometry.weight()));
    Optional<Slot> bias = biased ? Optional.of(to.plainResult(step.output(1))) : Optional.empty();
    Slot inputTiles = Lowering.scratch(pass.inputBytes());
    Slot upstreamTiles = Lowering.scratch(pass.upstreamBytes());
    Slot transformed = Lowering.scratch(pass.transformedBytes());
    Slot pad = Lowering.scratch(pass.padBytes());
    List<Slot> writes = new ArrayList<>(List.of(weight));
    bias.ifPresent(writes::add);
    to.sequence(
        conv.label(pass.implementation()),
        new Lowering.Places(
            List.of(source, upstream, zeros, ones),
            writes,
            List.of(inputTiles, upstreamTiles, transformed, pad)),
        memory ->
            pass.bind(
                new GradientPass.Buffers(
                    memory.of(source),
                    memory.of(upstream),
                    memory.of(zeros),
                    memory.of(ones),
                    memory.of(inputTiles),
                    memory.of(upstreamTiles),
                    memory.of(transformed),
                    memory.of(pad),
                    memory.of(weight),
                    bias.map(memory::of)),
                to::code));
  }

  private static MemoryDesc desc(Tiling tiling, TensorType type) {
    FormatTag order = tiling.blocked() ? FormatTag.NCHW16C : FormatTag.NHWC;
    return MemoryDesc.of(tiling.type(), order, Descs.dims(type.shape()));
  }

  private static Slot full(double number, int count, DType dtype) {
    TensorType type = TensorType.f32(count).with(dtype);
    return new Slot(new Slot.Place.Full(number), Layout.plain(type));
  }

  /** The transformed kernels of a weight, or of the rotated one. */
  private static Slot weight(WinogradPass pass, boolean rotated, Step step, Lowering to) {
    // Transformed tiles of bf16 are made of what the weight was before: rounded once, and read only
    // once.
    Value weight = to.original(step.input(1));
    WeightTransform transform = pass.weightTransform(Descs.type(weight.type().dtype()), rotated);
    Slot from = to.in(weight, transform.source());
    int numbers = Math.toIntExact(transform.bytes() / Float.BYTES);
    Slot made = Slot.temporary(Layout.plain(TensorType.f32(numbers)));
    to.java(
        new Call.Label(
            step.path(),
            "winogradWeight",
            weight.type().toString(),
            transform.implementation(),
            false),
        List.of(from),
        List.of(made),
        memory -> transform.bind(memory.of(from), memory.of(made), to::code));
    return made;
  }
}
