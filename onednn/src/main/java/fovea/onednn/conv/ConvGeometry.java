package fovea.onednn.conv;

import fovea.graph.op.Conv;
import fovea.graph.spi.Step;
import fovea.graph.type.TensorType;
import fovea.onednn.code.Placement;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.ConvolutionPrimitive;
import fovea.onednn.ffm.primitive.PrimitiveOperands;
import fovea.onednn.ffm.primitive.WindowAxis;
import fovea.onednn.lower.Descs;
import java.util.List;
import java.util.Optional;

/**
 * One convolution, from which its three kernels are made.
 *
 * @param conv window and groups
 * @param x type of the input {@code [n, c, h, w]}
 * @param weight type of the weight {@code [k, c / groups, kh, kw]}
 * @param y type of the result {@code [n, k, oh, ow]}
 */
public record ConvGeometry(Conv.Conv2d conv, TensorType x, TensorType weight, TensorType y) {

  /** The layouts of pictures that kernels are asked for. */
  enum Wish {
    /** What oneDNN prefers. */
    ANY(""),
    /** Channels of the result innermost; the input as that kernel prefers. */
    CHANNELS_LAST("; channels last, as oneDNN's own choice is for older instructions"),
    /** Channels in blocks of 16, as most of a network in training lies. */
    BLOCKED("; in blocks, as the gradient that it reads");

    private final String reason;

    Wish(String reason) {
      this.reason = reason;
    }

    /** Why, to be added to the reason of an algorithm. */
    String reason() {
      return reason;
    }

    private MemoryDesc input(TensorType type) {
      return switch (this) {
        case ANY, CHANNELS_LAST -> Descs.any(type);
        case BLOCKED -> Descs.laid(type, FormatTag.NCHW16C);
      };
    }

    private MemoryDesc result(TensorType type) {
      return switch (this) {
        case ANY -> Descs.any(type);
        case CHANNELS_LAST -> Descs.laid(type, FormatTag.NHWC);
        case BLOCKED -> Descs.laid(type, FormatTag.NCHW16C);
      };
    }
  }

  /** That of a forward pass, of an input and a weight. */
  static ConvGeometry of(Conv.Conv2d conv, Step step) {
    return of(conv, step.input(0).type(), step.input(1).type(), step.output().type());
  }

  /** That of the gradient of an input, of the gradient of the result and a weight. */
  static ConvGeometry of(Conv.InputGrad grad, Step step) {
    return of(grad, step.output().type(), step.input(1).type(), step.input(0).type());
  }

  /** That of the gradient of a weight, of an input and the gradient of the result. */
  static ConvGeometry of(Conv.WeightGrad grad, Step step) {
    TensorType x = step.input(0).type();
    TensorType weight = step.output(0).type().with(x.dtype());
    return of(grad, x, weight, step.input(1).type());
  }

  private static ConvGeometry of(Conv conv, TensorType x, TensorType weight, TensorType y) {
    return new ConvGeometry(new Conv.Conv2d(conv.window(), conv.groups()), x, weight, y);
  }

  /** Why our own code cannot compute it, which wants channels in blocks that are all full. */
  Optional<String> obstacle() {
    if (conv.groups() > 1) {
      return Optional.of("channels in groups");
    }
    if (weight.shape().dim(0) % Placement.BLOCK != 0
        || weight.shape().dim(1) % Placement.BLOCK != 0) {
      return Optional.of("channels not in whole blocks of 16");
    }
    return y.shape().elements() * weight.shape().elements() == 0
        ? Optional.of("nothing to compute")
        : Optional.empty();
  }

  PrimitiveDesc forward(
      Propagation purpose, Wish wish, MemoryDesc bias, PrimitiveAttributes attributes) {
    PrimitiveOperands operands =
        new PrimitiveOperands(wish.input(x), anyWeight(weight), bias, wish.result(y));
    return ConvolutionPrimitive.forward(purpose, operands, axes(), attributes);
  }

  PrimitiveDesc inputGrad(Wish wish) {
    PrimitiveOperands operands =
        PrimitiveOperands.of(wish.input(x), anyWeight(weight), wish.result(y));
    return ConvolutionPrimitive.backwardData(operands, axes(), hint(wish, MemoryDesc.none()));
  }

  /** In bf16 too it adds up and writes in f32. */
  PrimitiveDesc weightGrad(Wish wish, TensorType gradient, MemoryDesc bias) {
    PrimitiveOperands operands =
        new PrimitiveOperands(wish.input(x), anyWeight(gradient), bias, wish.result(y));
    return ConvolutionPrimitive.backwardWeights(operands, axes(), hint(wish, bias));
  }

  private PrimitiveDesc hint(Wish wish, MemoryDesc bias) {
    return forward(Propagation.TRAINING, wish, bias, PrimitiveAttributes.standard());
  }

  private MemoryDesc anyWeight(TensorType type) {
    return Descs.any(type, Descs.grouped(type.shape(), conv.groups()));
  }

  private List<WindowAxis> axes() {
    return Descs.axes(conv.window());
  }
}
