package fovea.graph.op;

import fovea.graph.AutocastPolicy;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.internal.Check;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/** Resampling of the last two axes of {@code [n, c, h, w]}. */
public sealed interface Upsample extends Op {

  @Override
  default boolean linear() {
    return true;
  }

  @Override
  default AutocastPolicy autocast() {
    return AutocastPolicy.follow(0, 0);
  }

  /**
   * Bilinear interpolation to {@code height} by {@code width}; corners are aligned if asked for,
   * else pixel centers at half positions.
   */
  record Bilinear(int height, int width, boolean alignCorners) implements Upsample {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      Check.inputs(this, inputs, 1);
      TensorType x = inputs.getFirst();
      Check.pictures(this, x);
      Check.floating(this, x);
      Check.that(
          height > 0 && width > 0,
          this,
          "target size " + height + " x " + width,
          "use sizes of 1 or more");
      return List.of(x.with(x.shape().with(2, height).with(3, width)));
    }

    @Override
    public List<Tensor> vjp(Node node, List<Tensor> upstream) {
      return List.of(Tensor.of(new BilinearGrad(this, node.input(0).shape()), upstream.getFirst()));
    }
  }

  /** Adjoint of {@link Bilinear}. */
  record BilinearGrad(Bilinear of, Shape input) implements Upsample {
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
