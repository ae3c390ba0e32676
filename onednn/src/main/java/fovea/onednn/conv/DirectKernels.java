package fovea.onednn.conv;

import fovea.graph.op.Conv;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Window;
import fovea.onednn.conv.ConvGeometry.Wish;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BinaryPrimitive;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.PrimitiveCall;
import fovea.onednn.ops.PointwiseKernels;

/**
 * Convolutions by oneDNN's primitives, which choose the layouts that then spread over the network.
 */
final class DirectKernels {
  private DirectKernels() {}

  static void forward(Kernel.ConvFused fused, Wish wish, ConvStep conv, Lowering to) {
    Step step = conv.step();
    ConvGeometry geometry = conv.geometry();
    Propagation purpose =
        to.differentiates() || fragile(geometry) ? Propagation.TRAINING : Propagation.INFERENCE;
    MemoryDesc bias = fused.bias() ? Descs.plain(step.input(2).type()) : MemoryDesc.none();
    Value summed = ConvKernels.residual(step);
    boolean overwrites = fused.residual() && to.dies(summed, step);
    // A residual must lie in the layout that the convolution chooses for its result.
    MemoryDesc residual =
        fused.residual()
            ? geometry.forward(purpose, wish, bias, PrimitiveAttributes.standard()).destination()
            : MemoryDesc.none();
    PrimitiveDesc primitive =
        geometry.forward(purpose, wish, bias, attributes(fused, overwrites, residual));
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, to.in(step.input(0), primitive.source()), primitive.source())
            .read(Arg.WEIGHTS, to.weight(step.input(1), primitive.weights()), primitive.weights());
    if (fused.bias()) {
      roles.read(Arg.BIAS, to.plain(step.input(2)));
    }
    MemoryDesc destination = primitive.destination();
    Slot result;
    if (fused.residual()) {
      Slot added = to.in(summed, destination);
      roles.read(overwrites ? Arg.DESTINATION : Arg.postOp(0), added, destination);
      result = overwrites ? to.define(step.output(), added) : to.result(step.output(), destination);
    } else {
      result = to.result(step.output(), destination);
    }
    roles
        .write(Arg.DESTINATION, result, destination)
        .call(conv.label(primitive.implementation()), primitive);
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

  private static PrimitiveAttributes attributes(
      Kernel.ConvFused fused, boolean overwrites, MemoryDesc destination) {
    PrimitiveAttributes attributes = PrimitiveAttributes.standard();
    if (fused.residual()) {
      attributes =
          attributes.then(
              overwrites
                  ? new PostOp.Accumulate(1)
                  : new PostOp.Combine(BinaryPrimitive.Algorithm.ADD, destination));
    }
    return fused
        .activation()
        .flatMap(PointwiseKernels::postOp)
        .map(attributes::then)
        .orElse(attributes);
  }

  static void inputGrad(Wish wish, ConvStep conv, Lowering to) {
    Step step = conv.step();
    PrimitiveDesc primitive = conv.geometry().inputGrad(wish);
    MemoryDesc upstream = primitive.destinationGradient();
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.in(step.input(0), upstream), upstream)
        .read(Arg.WEIGHTS, to.in(step.input(1), primitive.weights()), primitive.weights())
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(), primitive.sourceGradient()))
        .call(conv.label(primitive.implementation()), primitive);
  }

  /**
   * Adds the call.
   *
   * @param biased whether it gives the gradient of the bias as well
   */
  static void weightGrad(Wish wish, boolean biased, ConvStep conv, Lowering to) {
    Step step = conv.step();
    PrimitiveDesc primitive = weightGrad(wish, biased, conv.geometry(), step);
    MemoryDesc upstream = primitive.destinationGradient();
    MemoryDesc weights = primitive.weightsGradient();
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, to.in(step.input(0), primitive.source()), primitive.source())
            .read(Arg.DESTINATION_GRADIENT, to.in(step.input(1), upstream), upstream)
            .write(Arg.WEIGHTS_GRADIENT, to.result(step.output(0), weights), weights);
    if (biased) {
      roles.write(Arg.BIAS_GRADIENT, to.plainResult(step.output(1)));
    }
    roles.call(conv.label(primitive.implementation()), primitive);
  }

  /** The layout that the gradient of a weight comes out in. */
  static MemoryDesc weightGradLayout(Conv.WeightGrad grad, Wish wish, Step step) {
    boolean biased = ConvAlgorithms.biased(grad, step);
    return weightGrad(wish, biased, ConvGeometry.of(grad, step), step).weightsGradient();
  }

  private static PrimitiveDesc weightGrad(
      Wish wish, boolean biased, ConvGeometry geometry, Step step) {
    MemoryDesc bias = biased ? Descs.plain(step.output(1).type()) : MemoryDesc.none();
    return geometry.weightGrad(wish, step.output(0).type(), bias);
  }
}
