package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;

/** Sliding-window reductions over the last two axes of {@code [n, c, h, w]}, and their adjoints. */
public sealed interface Pool extends Op {

  @Override
  default String name() {
    return switch (this) {
      case Max _ -> "maxPool";
      case MaxGrad _ -> "maxPoolGrad";
      case MaxPick _ -> "maxPoolPick";
      case Average _ -> "averagePool";
      case AverageGrad _ -> "averagePoolGrad";
      case AdaptiveAverage _ -> "adaptiveAveragePool";
      case AdaptiveAverageGrad _ -> "adaptiveAveragePoolGrad";
    };
  }

  @Override
  default boolean linear() {
    return true;
  }

  @Override
  default AutocastPolicy autocast() {
    return AutocastPolicy.follow(0, 0);
  }

  /**
   * Geometry of a pooling layer.
   *
   * @param ceil whether a last, partial window counts, as long as it starts inside the input or the
   *     padding before it
   */
  record Pooling(Window window, boolean ceil) {
    /** Shape of the result for an input of shape {@code x}. */
    Shape over(Op op, TensorType x) {
      Check.pictures(op, x);
      Check.floating(op, x);
      Window.Padding p = window.padding();
      Check.that(
          2 * Math.max(p.top(), p.bottom()) <= window.kernel().h()
              && 2 * Math.max(p.left(), p.right()) <= window.kernel().w(),
          op,
          "padding " + p + " is more than half of the window",
          "use a smaller padding");
      int height = x.shape().dim(2);
      int width = x.shape().dim(3);
      Window.Padding end = ceil ? endPadding(height, width) : p;
      int outHeight = window.padding(end).outHeight(height);
      int outWidth = window.padding(end).outWidth(width);
      Check.that(
          outHeight > 0 && outWidth > 0,
          op,
          "window " + window + " is larger than the input " + x.shape(),
          "use a larger picture or fewer pooling layers");
      return Shape.of(x.shape().dim(0), x.shape().dim(1), outHeight, outWidth);
    }

    /** The padding with as much more at the end as the last, partial windows need. */
    public Window.Padding endPadding(int height, int width) {
      Window.Padding p = window.padding();
      if (!ceil) {
        return p;
      }
      int bottom = p.bottom() + extra(height, p.top(), p.bottom(), true);
      int right = p.right() + extra(width, p.left(), p.right(), false);
      return new Window.Padding(p.top(), p.left(), bottom, right);
    }

    private int extra(int size, int before, int after, boolean vertical) {
      int kernel = vertical ? window.kernel().h() : window.kernel().w();
      int stride = vertical ? window.stride().h() : window.stride().w();
      int dilation = vertical ? window.dilation().h() : window.dilation().w();
      int free = size + before + after - dilation * (kernel - 1) - 1;
      if (free < 0 || free % stride == 0) {
        return 0;
      }
      int last = (free / stride + 1) * stride;
      return last >= size + before ? 0 : last - free;
    }
  }

  /**
   * Largest element of each window. Results {@code y} and, for the gradient, where it was found
   * (the first of equals); what the second means is the backend's business.
   */
  record Max(Pooling pooling) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      Shape y = pooling.over(this, inputs.getFirst());
      return List.of(inputs.getFirst().with(y), new TensorType(y, DType.I32));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      MaxGrad grad = new MaxGrad(pooling, node.input(0).shape());
      return List.of(Tensor.of(grad, upstream.getFirst(), node.output(1)));
    }

    @Override
    public boolean linear() {
      return false;
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.of(pooling.window());
    }
  }

  /** Adjoint of {@link Max}: sends each gradient to where the maximum was found. */
  record MaxGrad(Pooling pooling, Shape input) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      Check.same(this, "places", inputs.get(0).shape(), inputs.get(1).shape());
      return List.of(inputs.getFirst().with(input));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      MaxPick pick = new MaxPick(pooling, node.input(0).shape());
      return List.of(Tensor.of(pick, upstream.getFirst(), node.input(1)), Tensor.zero());
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.follow(1, 0);
    }
  }

  /** Adjoint of {@link MaxGrad}: picks the elements at which a maximum was found. */
  record MaxPick(Pooling pooling, Shape output) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 2);
      Check.same(this, "places", output, inputs.get(1).shape());
      return List.of(inputs.getFirst().with(output));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      MaxGrad grad = new MaxGrad(pooling, node.input(0).shape());
      return List.of(Tensor.of(grad, upstream.getFirst(), node.input(1)), Tensor.zero());
    }

    @Override
    public AutocastPolicy autocast() {
      return AutocastPolicy.f32();
    }
  }

  /** Mean of each window; padding counts as zeros if {@code countPadding}. */
  record Average(Pooling pooling, boolean countPadding) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(pooling.over(this, inputs.getFirst())));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new AverageGrad(this, node.input(0).shape()), upstream.getFirst()));
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return ReceptiveField.of(pooling.window());
    }
  }

  /** Adjoint of {@link Average}: spreads each gradient over the window it came from. */
  record AverageGrad(Average of, Shape input) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(input));
    }

    // Average is linear, so the adjoint of its adjoint is Average again.
    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(of, upstream.getFirst()));
    }
  }

  /** Mean over a grid of {@code height} by {@code width} nearly equal parts, whatever the input. */
  record AdaptiveAverage(int height, int width) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      TensorType x = inputs.getFirst();
      Check.pictures(this, x);
      Check.floating(this, x);
      Check.that(
          height > 0 && width > 0 && x.shape().dim(2) > 0 && x.shape().dim(3) > 0,
          this,
          "cannot make a grid of " + height + " x " + width + " from " + x.shape(),
          "use sizes of 1 or more");
      return List.of(x.with(x.shape().with(2, height).with(3, width)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(
          Tensor.of(new AdaptiveAverageGrad(this, node.input(0).shape()), upstream.getFirst()));
    }

    @Override
    public ReceptiveField receptiveField(Shape x) {
      return height == 1 && width == 1 ? ReceptiveField.whole(x) : ReceptiveField.of(parts(x));
    }

    /** The window whose places are the parts of a grid, if they are equally large. */
    private Window parts(Shape x) {
      int down = Math.max(1, x.dim(2) / height);
      int right = Math.max(1, x.dim(3) / width);
      int tall = Math.max(1, x.dim(2) - (height - 1) * down);
      int wide = Math.max(1, x.dim(3) - (width - 1) * right);
      return Window.of(tall, wide).stride(down, right);
    }
  }

  /** Adjoint of {@link AdaptiveAverage}. */
  record AdaptiveAverageGrad(AdaptiveAverage of, Shape input) implements Pool {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      return List.of(inputs.getFirst().with(input));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(of, upstream.getFirst()));
    }
  }
}
