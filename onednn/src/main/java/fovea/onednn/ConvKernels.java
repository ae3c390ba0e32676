package fovea.onednn;

import fovea.graph.Conv;
import fovea.graph.DType;
import fovea.graph.TensorType;
import fovea.graph.Unary;
import fovea.graph.Window;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.onednn.ConvGeometry.Wish;
import fovea.onednn.code.Finish;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Binary;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import java.util.Optional;

/** Convolutions: oneDNN chooses the layouts, which then spread over the net. */
final class ConvKernels {
  private ConvKernels() {}

  static void lower(Conv conv, Step step, Lowering to) {
    switch (conv) {
      case Conv.Conv2d plain ->
          forward(
              new Kernel.ConvFused(plain, step.inputs().size() == 3, false, Optional.empty()),
              step,
              to);
      case Conv.InputGrad grad -> inputGrad(grad, step, to);
      case Conv.WeightGrad grad -> {
        if (wrong(grad, step)) {
          to.reference(step);
        } else {
          weightGrad(alone(grad, step), step, to);
          if (apart(grad, step)) {
            BiasKernels.sum(step.input(1), step.output(1), step.path(), to);
          }
        }
      }
    }
  }

  static void forward(Kernel.ConvFused fused, Step step, Lowering to) {
    Value x = step.input(0);
    Value weight = step.input(1);
    ConvGeometry geometry =
        new ConvGeometry(fused.conv(), x.type(), weight.type(), step.output().type());
    if (WinogradKernels.suits(geometry, to.trains())) {
      WinogradKernels.forward(fused, geometry, step, to);
      return;
    }
    if (!to.trains() && PixelKernels.suits(geometry)) {
      PixelKernels.forward(fused, geometry, step, to);
      return;
    }
    MemoryDesc bias = fused.bias() ? Descs.plain(step.input(2).type()) : MemoryDesc.none();
    boolean overwrites = fused.residual() && to.dies(residual(step), step);
    // A summand must lie in the layout that the convolution chooses for its result.
    MemoryDesc summand =
        fused.residual()
            ? primitive(geometry, bias, Attributes.standard(), to).destination()
            : MemoryDesc.none();
    PrimitiveDesc primitive = primitive(geometry, bias, attributes(fused, overwrites, summand), to);
    Roles roles =
        to.roles()
            .read(Arg.SOURCE, to.in(x, primitive.source()), primitive.source())
            .read(Arg.WEIGHTS, to.weight(weight, primitive.weights()), primitive.weights());
    if (fused.bias()) {
      roles.read(Arg.BIAS, to.plain(step.input(2)));
    }
    MemoryDesc destination = primitive.destination();
    Slot result;
    if (fused.residual()) {
      Slot added = to.in(residual(step), destination);
      roles.read(overwrites ? Arg.DESTINATION : Arg.postOp(0), added, destination);
      result = overwrites ? to.define(step.output(), added) : to.result(step.output(), destination);
    } else {
      result = to.result(step.output(), destination);
    }
    roles.write(Arg.DESTINATION, result, destination).call(step, primitive);
  }

  private static Value residual(Step step) {
    return step.inputs().getLast();
  }

  /** What oneDNN prefers at inference alone may cost its backward pass a reorder. */
  private static PrimitiveDesc primitive(
      ConvGeometry geometry, MemoryDesc bias, Attributes attributes, Lowering to) {
    if (to.trains()) {
      Wish wish = to.layouts().training(geometry);
      return geometry.forward(Propagation.TRAINING, wish, bias, attributes);
    }
    Propagation purpose = fragile(geometry) ? Propagation.TRAINING : Propagation.INFERENCE;
    return geometry.forward(purpose, Wish.ANY, bias, attributes);
  }

  /**
   * Where oneDNN 3.11's kernels for inference read beyond their memory and those for training do
   * not: windows that may meet padding only, and one channel in, one column out, by strides.
   */
  private static boolean fragile(ConvGeometry geometry) {
    Window window = geometry.conv().window();
    Window.Padding padding = window.padding();
    boolean holes = window.dilation().h() > 1 || window.dilation().w() > 1;
    boolean blank =
        Math.max(padding.top(), padding.bottom()) >= window.kernel().h()
            || Math.max(padding.left(), padding.right()) >= window.kernel().w()
            || (holes && !padding.none());
    boolean narrow =
        geometry.weight().shape().dim(1) == 1
            && window.stride().w() > 1
            && geometry.y().shape().dim(3) == 1;
    return blank || narrow;
  }

  private static Attributes attributes(
      Kernel.ConvFused fused, boolean overwrites, MemoryDesc destination) {
    Attributes attributes = Attributes.standard();
    if (fused.residual()) {
      attributes =
          attributes.then(
              overwrites
                  ? new PostOp.Accumulate(1)
                  : new PostOp.Combine(Binary.Algorithm.ADD, destination));
    }
    return activated(fused, attributes);
  }

  /** {@code attributes} and, if one is fused, the activation at the end. */
  static Attributes activated(Kernel.ConvFused fused, Attributes attributes) {
    return fused
        .activation()
        .flatMap(PointwiseKernels::postOp)
        .map(attributes::then)
        .orElse(attributes);
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

  private static void inputGrad(Conv.InputGrad grad, Step step, Lowering to) {
    Value dy = step.input(0);
    Value weight = step.input(1);
    ConvGeometry geometry = ConvGeometry.of(grad, step.output().type(), weight.type(), dy.type());
    if (WinogradKernels.suitsInputGrad(geometry, to.trains())) {
      WinogradKernels.inputGrad(geometry, step, to);
      return;
    }
    PrimitiveDesc primitive =
        geometry.inputGrad(to.layouts().inputGrad(geometry, to.slot(dy).layout()));
    MemoryDesc upstream = primitive.destinationGradient();
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(dy, upstream), upstream)
        .read(Arg.WEIGHTS, to.in(weight, primitive.weights()), primitive.weights())
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), primitive.sourceGradient()))
        .call(step, primitive);
  }

  /** oneDNN 3.11's bf16 gradient of weights is wrong where the kernel is wider than the input. */
  private static boolean wrong(Conv.WeightGrad grad, Step step) {
    TensorType x = step.input(0).type();
    return x.dtype() == DType.BF16 && grad.window().kernel().w() > x.shape().dim(3);
  }

  private static boolean apart(Conv.WeightGrad grad, Step step) {
    return grad.bias() && BiasKernels.apart(step.input(1).type());
  }

  /** The gradient of the weight alone, if that of the bias is summed apart. */
  private static Conv.WeightGrad alone(Conv.WeightGrad grad, Step step) {
    return apart(grad, step)
        ? new Conv.WeightGrad(grad.window(), grad.groups(), grad.weight(), false)
        : grad;
  }

  private static void weightGrad(Conv.WeightGrad grad, Step step, Lowering to) {
    Value x = step.input(0);
    Value dy = step.input(1);
    Value dw = step.output(0);
    ConvGeometry geometry = geometry(grad, step);
    if (WinogradKernels.suitsWeightGrad(geometry)) {
      WinogradKernels.weightGrad(geometry, grad.bias(), step, to);
      return;
    }
    if (PairKernels.suits(geometry, grad.bias())) {
      PairKernels.weightGrad(geometry, step, to);
      return;
    }
    PrimitiveDesc primitive = weightGrad(grad, step, geometry, to.layouts());
    MemoryDesc upstream = primitive.destinationGradient();
    MemoryDesc weights = primitive.weightsGradient();
    Roles roles =
        to.roles()
            .read(Arg.SOURCE, to.in(x, primitive.source()), primitive.source())
            .read(Arg.DESTINATION_GRADIENT, to.in(dy, upstream), upstream)
            .write(Arg.WEIGHTS_GRADIENT, to.result(dw, weights), weights);
    if (grad.bias()) {
      roles.write(Arg.BIAS_GRADIENT, to.plainResult(step.output(1)));
    }
    roles.call(step, primitive);
  }

  /** The layout that the gradient of a weight comes out in. */
  static MemoryDesc weightGradLayout(Conv.WeightGrad wanted, Step step, ConvLayouts layouts) {
    Conv.WeightGrad grad = alone(wanted, step);
    ConvGeometry geometry = geometry(grad, step);
    boolean own =
        WinogradKernels.suitsWeightGrad(geometry) || PairKernels.suits(geometry, grad.bias());
    return own
        ? Descs.weightBlocks(geometry.weight())
        : weightGrad(grad, step, geometry, layouts).weightsGradient();
  }

  private static ConvGeometry geometry(Conv.WeightGrad grad, Step step) {
    TensorType x = step.input(0).type();
    TensorType weight = step.output(0).type().with(x.dtype());
    return ConvGeometry.of(grad, x, weight, step.input(1).type());
  }

  private static PrimitiveDesc weightGrad(
      Conv.WeightGrad grad, Step step, ConvGeometry geometry, ConvLayouts layouts) {
    MemoryDesc bias = grad.bias() ? Descs.plain(step.output(1).type()) : MemoryDesc.none();
    return geometry.weightGrad(layouts.training(geometry), step.output(0).type(), bias);
  }
}
