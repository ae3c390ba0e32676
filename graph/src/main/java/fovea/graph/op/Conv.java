package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;

/**
 * Convolution over {@code [n, c, h, w]} (cross-correlation, as everywhere in this field) and its
 * two adjoints. Each is linear in both inputs, so the three close under differentiation.
 */
public sealed interface Conv extends Op {

  @Override
  default String name() {
    return switch (this) {
      case Conv2d _ -> "conv2d";
      case InputGrad _ -> "conv2dInputGrad";
      case WeightGrad _ -> "conv2dWeightGrad";
    };
  }

  @Override
  default boolean linear() {
    return true;
  }

  @Override
  default AutocastPolicy autocast() {
    return AutocastPolicy.bf16(0, 1).results(0);
  }

  /** Geometry; its kernel is that of the weight. */
  Window window();

  /** Groups that channels are split into; each output channel sees one group. */
  int groups();

  /**
   * Inputs {@code x [n, c, h, w]}, {@code weight [k, c / groups, kh, kw]} and, optionally, {@code
   * bias [k]}; result {@code [n, k, oh, ow]}.
   */
  record Conv2d(Window window, int groups) implements Conv {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.that(
          inputs.size() == 2 || inputs.size() == 3,
          this,
          "takes x, weight and perhaps a bias, found " + inputs.size() + " inputs",
          "pass those");
      TensorType x = inputs.get(0);
      Shape weight = inputs.get(1).shape();
      Check.pictures(this, x);
      Check.rank(this, "a weight", inputs.get(1), 4);
      Check.floating(this, x);
      Check.sameType(this, x, inputs.get(1));
      int channels = weight.dim(1) * groups;
      Check.that(
          x.shape().dim(1) == channels,
          this,
          "expects an input with " + channels + " channels, found " + x.shape(),
          "change the layer's input channels or the input");
      Check.that(
          weight.dim(0) % groups == 0,
          this,
          weight.dim(0) + " output channels do not divide into " + groups + " groups",
          "use a multiple of the groups");
      if (inputs.size() == 3) {
        Check.same(this, "a bias", Shape.of(weight.dim(0)), inputs.get(2).shape());
      }
      int height = window.outHeight(x.shape().dim(2));
      int width = window.outWidth(x.shape().dim(3));
      Check.that(
          height > 0 && width > 0,
          this,
          "window " + window + " is larger than the input " + x.shape(),
          "use a larger picture, more padding or fewer strides before");
      return List.of(x.with(Shape.of(x.shape().dim(0), weight.dim(0), height, width)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor x = node.input(0);
      Tensor weight = node.input(1);
      Tensor dy = upstream.getFirst();
      boolean bias = node.inputs().size() == 3;
      Tensor dx = Tensor.of(new InputGrad(window, groups, x.shape()), dy, weight);
      Node dw = Node.of(new WeightGrad(window, groups, weight.shape(), bias), List.of(x, dy));
      return bias ? List.of(dx, dw.output(0), dw.output(1)) : List.of(dx, dw.output());
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return types(inputs).getFirst().shape().elements() * perOutput(inputs.get(1).shape());
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.of(window);
    }
  }

  /**
   * Gradient with respect to the input, which is also the transposed convolution. Inputs {@code dy
   * [n, k, oh, ow]}, {@code weight [k, c / groups, kh, kw]}; result of shape {@code input}.
   */
  record InputGrad(Window window, int groups, Shape input) implements Conv {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      Check.rank(this, "an upstream gradient", inputs.get(0), 4);
      TensorType x = inputs.get(0).with(input);
      Shape expected =
          new Conv2d(window, groups).types(List.of(x, inputs.get(1))).getFirst().shape();
      Check.same(this, "an upstream gradient", expected, inputs.get(0).shape());
      return List.of(x);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor ddx = upstream.getFirst();
      Tensor dy = node.input(0);
      Tensor weight = node.input(1);
      return List.of(
          Tensor.of(new Conv2d(window, groups), ddx, weight),
          Tensor.of(new WeightGrad(window, groups, weight.shape(), false), ddx, dy));
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return inputs.get(0).shape().elements() * perOutput(inputs.get(1).shape());
    }
  }

  /**
   * Gradient with respect to the weight and, if {@code bias}, to the bias. Inputs {@code x [n, c,
   * h, w]}, {@code dy [n, k, oh, ow]}.
   */
  record WeightGrad(Window window, int groups, Shape weight, boolean bias) implements Conv {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      TensorType dw = inputs.get(0).with(weight);
      Shape expected =
          new Conv2d(window, groups).types(List.of(inputs.get(0), dw)).getFirst().shape();
      Check.same(this, "an upstream gradient", expected, inputs.get(1).shape());
      return bias ? List.of(dw, dw.with(Shape.of(weight.dim(0)))) : List.of(dw);
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      Tensor x = node.input(0);
      Tensor dy = node.input(1);
      Tensor dx = Tensor.zero();
      Tensor ddy = Tensor.zero();
      if (!upstream.getFirst().isZero()) {
        dx = Tensor.of(new InputGrad(window, groups, x.shape()), dy, upstream.getFirst());
        ddy = Tensor.of(new Conv2d(window, groups), x, upstream.getFirst());
      }
      if (bias && !upstream.get(1).isZero()) {
        Tensor spread = upstream.get(1).reshape(1, weight.dim(0), 1, 1).broadcastTo(dy.shape());
        ddy = ddy.add(spread);
      }
      return List.of(dx, ddy);
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.bf16(0, 1);
    }

    @Override
    public long multiplyAdds(List<TensorType> inputs) {
      return inputs.get(1).shape().elements() * perOutput(weight);
    }
  }

  /** Products for one element of the output of a convolution. */
  private static long perOutput(Shape weight) {
    return weight.elements() / Math.max(1, weight.dim(0));
  }

  /** {@code window} with the kernel of {@code weight}. */
  static Window over(Tensor weight, Window window) {
    return weight.shape().rank() == 4
        ? window.kernel(weight.shape().dim(2), weight.shape().dim(3))
        : window;
  }

  /** Pictures that {@code window} makes those of shape {@code x} from, the smallest and padding. */
  static Shape transposed(Shape x, Window window, Window.Size outputPadding) {
    Window.Padding p = window.padding();
    int height =
        (x.dim(2) - 1) * window.stride().h()
            - p.top()
            - p.bottom()
            + window.dilation().h() * (window.kernel().h() - 1)
            + 1
            + outputPadding.h();
    int width =
        (x.dim(3) - 1) * window.stride().w()
            - p.left()
            - p.right()
            + window.dilation().w() * (window.kernel().w() - 1)
            + 1
            + outputPadding.w();
    return x.with(2, height).with(3, width);
  }
}
