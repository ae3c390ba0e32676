package fovea.onednn;

import fovea.graph.Conv;
import fovea.graph.TensorType;
import fovea.graph.Window;
import fovea.onednn.code.Placement;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Axis;
import fovea.onednn.ffm.Convolution;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Operands;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import java.util.List;

/**
 * One convolution, from which its three kernels are made.
 *
 * @param conv window and groups
 * @param x type of the input {@code [n, c, h, w]}
 * @param weight type of the weight {@code [k, c / groups, kh, kw]}
 * @param y type of the result {@code [n, k, oh, ow]}
 */
record ConvGeometry(Conv.Conv2d conv, TensorType x, TensorType weight, TensorType y) {

  /** The layouts of pictures that kernels are asked for. */
  enum Wish {
    /** What oneDNN prefers. */
    ANY("any"),
    /** Channels of the result innermost; the input as that kernel prefers. */
    CHANNELS_LAST(Placement.CHANNELS_LAST),
    /** Channels in blocks of 16, as most of a network in training lies. */
    BLOCKED(Placement.BLOCKED);

    private final String layout;

    Wish(String layout) {
      this.layout = layout;
    }

    private MemoryDesc input(TensorType type) {
      return this == BLOCKED ? decided(type) : Descs.any(type);
    }

    private MemoryDesc result(TensorType type) {
      return this == ANY ? Descs.any(type) : decided(type);
    }

    private MemoryDesc decided(TensorType type) {
      return Descs.laid(type, layout);
    }
  }

  /** That of a convolution or of one of its gradients. */
  static ConvGeometry of(Conv conv, TensorType x, TensorType weight, TensorType y) {
    return new ConvGeometry(new Conv.Conv2d(conv.window(), conv.groups()), x, weight, y);
  }

  /** Whether channels are not in groups, and lie together in blocks that are all full. */
  boolean wholeBlocks() {
    return conv.groups() == 1
        && weight.shape().dim(0) % Placement.BLOCK == 0
        && weight.shape().dim(1) % Placement.BLOCK == 0;
  }

  PrimitiveDesc forward(Propagation purpose, Wish wish, MemoryDesc bias, Attributes attributes) {
    Operands operands = new Operands(wish.input(x), anyWeight(weight), bias, wish.result(y));
    return Convolution.forward(purpose, operands, axes(), attributes);
  }

  PrimitiveDesc inputGrad(Wish wish) {
    Operands operands = Operands.of(wish.input(x), anyWeight(weight), wish.result(y));
    return Convolution.backwardData(operands, axes(), hint(wish, MemoryDesc.none()));
  }

  /** In bf16 too it adds up and writes in f32. */
  PrimitiveDesc weightGrad(Wish wish, TensorType gradient, MemoryDesc bias) {
    Operands operands = new Operands(wish.input(x), anyWeight(gradient), bias, wish.result(y));
    return Convolution.backwardWeights(operands, axes(), hint(wish, bias));
  }

  private PrimitiveDesc hint(Wish wish, MemoryDesc bias) {
    return forward(Propagation.TRAINING, wish, bias, Attributes.standard());
  }

  private MemoryDesc anyWeight(TensorType type) {
    return Descs.any(type, Descs.grouped(type.shape(), conv.groups()));
  }

  private List<Axis> axes() {
    return axes(conv.window());
  }

  /** A window as oneDNN wants it. */
  static List<Axis> axes(Window window) {
    Window.Padding padding = window.padding();
    return List.of(
        new Axis(window.stride().h(), window.dilation().h(), padding.top(), padding.bottom()),
        new Axis(window.stride().w(), window.dilation().w(), padding.left(), padding.right()));
  }
}
