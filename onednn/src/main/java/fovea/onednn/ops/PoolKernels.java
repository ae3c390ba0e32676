package fovea.onednn.ops;

import fovea.graph.op.Pool;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.PoolingPrimitive;
import fovea.onednn.ffm.primitive.PoolingPrimitive.Algorithm;
import fovea.onednn.lower.BlockedLayout;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.PrimitiveCall;
import java.util.List;

/** Pooling in the layout of its input. */
public final class PoolKernels {
  private PoolKernels() {}

  public static void lower(Pool pool, Step step, Lowering to) {
    switch (pool) {
      case Pool.Max(var pooling) -> max(pooling, step, to);
      case Pool.MaxGrad(var pooling, Shape input) -> maxGrad(pooling, input, step, to);
      case Pool.MaxPick _ -> to.reference(step);
      case Pool.Average average -> {
        if (declined(average, step.input(0).type().shape())) {
          to.reference(step);
        } else {
          forward(windows(average, step.input(0).type().shape()), step, to);
        }
      }
      case Pool.AverageGrad(var average, Shape input) -> {
        if (declined(average, input)) {
          to.reference(step);
        } else {
          backward(windows(average, input), step, to);
        }
      }
      case Pool.AdaptiveAverage adaptive -> {
        Shape input = step.input(0).type().shape();
        if (even(adaptive, input)) {
          forward(windows(adaptive, input), step, to);
        } else {
          to.reference(step);
        }
      }
      case Pool.AdaptiveAverageGrad(var adaptive, Shape input) -> {
        if (even(adaptive, input)) {
          backward(windows(adaptive, input), step, to);
        } else {
          to.reference(step);
        }
      }
    }
  }

  /** The places of maxima are a workspace that only oneDNN's gradient can read. */
  private static void max(Pool.Pooling pooling, Step step, Lowering to) {
    Value x = step.input(0);
    Value places = step.output(1);
    boolean picks =
        to.readers(places).stream()
            .anyMatch(s -> !(s.kernel() instanceof Kernel.Plain(Pool.MaxGrad _)));
    if (picks || holes(pooling.window())) {
      to.reference(step);
      return;
    }
    PoolingPrimitive.Windows windows = windows(pooling, Algorithm.MAX, x.type().shape());
    MemoryDesc source = to.desc(x);
    boolean training = to.read(places);
    PrimitiveDesc primitive =
        PoolingPrimitive.forward(
            training ? Propagation.TRAINING : Propagation.INFERENCE,
            windows,
            source,
            Descs.any(step.output().type()));
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, to.slot(x))
            .write(Arg.DESTINATION, to.result(step.output(), primitive.destination()));
    if (training) {
      MemoryDesc workspace = primitive.workspace();
      Slot slot = to.define(places, Slot.temporary(new BlockedLayout(places.type(), workspace)));
      roles.write(Arg.WORKSPACE, slot, workspace);
      to.remember(places, primitive);
    }
    roles.call(step, primitive);
  }

  /** A window with holes may meet padding only: minus infinity, where oneDNN has a large number. */
  private static boolean holes(Window window) {
    return window.dilation().h() > 1 || window.dilation().w() > 1;
  }

  private static void maxGrad(Pool.Pooling pooling, Shape input, Step step, Lowering to) {
    Value dy = step.input(0);
    Value places = step.input(1);
    if (to.forward(places).isEmpty()) {
      to.reference(step);
      return;
    }
    PrimitiveDesc forward = to.forward(places).get();
    PrimitiveDesc primitive =
        PoolingPrimitive.backward(
            windows(pooling, Algorithm.MAX, input),
            forward.source(),
            forward.destination(),
            forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, primitive.destinationGradient()))
        .read(Arg.WORKSPACE, to.slot(places), primitive.workspace())
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), primitive.sourceGradient()))
        .call(step, primitive);
  }

  private static void forward(PoolingPrimitive.Windows windows, Step step, Lowering to) {
    Value x = step.input(0);
    PrimitiveDesc primitive =
        PoolingPrimitive.forward(
            Propagation.INFERENCE, windows, to.desc(x), Descs.any(step.output().type()));
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .write(Arg.DESTINATION, to.result(step.output(), primitive.destination()))
        .call(step, primitive);
  }

  private static void backward(PoolingPrimitive.Windows windows, Step step, Lowering to) {
    Value dy = step.input(0);
    TensorType x = step.output().type();
    PrimitiveDesc forward =
        PoolingPrimitive.forward(Propagation.TRAINING, windows, blocked(x), Descs.any(dy.type()));
    PrimitiveDesc primitive =
        PoolingPrimitive.backward(windows, forward.source(), forward.destination(), forward);
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, primitive.destinationGradient()))
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), primitive.sourceGradient()))
        .call(step, primitive);
  }

  /**
   * The gradient of an average is read by a convolution's or a normalization's, which are blocked.
   */
  private static MemoryDesc blocked(TensorType x) {
    return Descs.laid(x, FormatTag.NCHW16C);
  }

  /**
   * With partial windows that count their padding, PyTorch and oneDNN divide by other numbers; and
   * oneDNN refuses holes larger than the input, if padding does not count.
   */
  private static boolean declined(Pool.Average average, Shape input) {
    Window.Size holes = average.pooling().window().dilation();
    if (!average.countPadding() && (holes.h() > input.dim(2) || holes.w() > input.dim(3))) {
      return true;
    }
    Window.Padding end = average.pooling().endPadding(input.dim(2), input.dim(3));
    return average.countPadding() && !end.equals(average.pooling().window().padding());
  }

  private static PoolingPrimitive.Windows windows(Pool.Average average, Shape input) {
    Algorithm algorithm =
        average.countPadding() ? Algorithm.AVERAGE_WITH_PADDING : Algorithm.AVERAGE_WITHOUT_PADDING;
    return windows(average.pooling(), algorithm, input);
  }

  private static PoolingPrimitive.Windows windows(
      Pool.Pooling pooling, Algorithm algorithm, Shape input) {
    Window window = pooling.window();
    Window padded = window.padding(pooling.endPadding(input.dim(2), input.dim(3)));
    return new PoolingPrimitive.Windows(
        algorithm, List.of(window.kernel().h(), window.kernel().w()), Descs.axes(padded));
  }

  private static boolean even(Pool.AdaptiveAverage adaptive, Shape input) {
    return input.dim(2) % adaptive.height() == 0 && input.dim(3) % adaptive.width() == 0;
  }

  private static PoolingPrimitive.Windows windows(Pool.AdaptiveAverage adaptive, Shape input) {
    int height = input.dim(2) / adaptive.height();
    int width = input.dim(3) / adaptive.width();
    Window window = Window.of(height, width).stride(height, width);
    return windows(new Pool.Pooling(window, false), Algorithm.AVERAGE_WITHOUT_PADDING, input);
  }
}
