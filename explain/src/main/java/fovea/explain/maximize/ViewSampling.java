package fovea.explain.maximize;

import fovea.graph.Tensor;
import fovea.graph.op.CustomOp;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;

/**
 * Windows of pictures, bilinear between pixels and gray outside. Inputs pictures {@code [n, c, h,
 * w]} and {@link View}s {@code [n * views, 4]}, gives {@code [n * views, c, height, width]}. The
 * views are an input, so that one plan serves all.
 *
 * @param views of each picture
 * @param height of a window
 * @param width of a window
 */
record ViewSampling(int views, int height, int width) implements CustomOp.InJava {
  private static final double GRAY = 0.5;

  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    Shape pictures = inputs.getFirst().shape();
    return List.of(
        inputs.getFirst().with(Shape.of(pictures.dim(0) * views, pictures.dim(1), height, width)));
  }

  @Override
  public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
    Shape shape = inputs.getFirst().type().shape();
    int places = shape.dim(2) * shape.dim(3);
    double[] pictures = inputs.getFirst().doubles();
    long to = 0;
    for (int view = 0; view < shape.dim(0) * views; view++) {
      var corners = ViewCorners.of(inputs.getLast(), view, this, shape);
      for (int channel = 0; channel < shape.dim(1); channel++) {
        int from = (view / views * shape.dim(1) + channel) * places;
        for (int place = 0; place < height * width; place++) {
          results.getFirst().set(to++, corners.value(place, pictures, from, GRAY));
        }
      }
    }
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    Tensor views = applied.inputs().getLast();
    var adjoint = new Adjoint(this, applied.inputs().getFirst().shape());
    return List.of(adjoint.apply(applied.upstream().getFirst(), views), Tensor.zero());
  }

  /** Adds up at each pixel what the windows have of it. */
  record Adjoint(ViewSampling of, Shape pictures) implements CustomOp.InJava {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return List.of(inputs.getFirst().with(pictures));
    }

    @Override
    public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
      int places = pictures.dim(2) * pictures.dim(3);
      double[] sums = new double[Math.toIntExact(pictures.elements())];
      long at = 0;
      for (int view = 0; view < pictures.dim(0) * of.views(); view++) {
        var corners = ViewCorners.of(inputs.getLast(), view, of, pictures);
        for (int channel = 0; channel < pictures.dim(1); channel++) {
          int to = (view / of.views() * pictures.dim(1) + channel) * places;
          for (int place = 0; place < of.height() * of.width(); place++) {
            corners.add(place, sums, to, inputs.getFirst().at(at++));
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        results.getFirst().set(i, sums[i]);
      }
    }

    @Override
    public List<Tensor> gradient(Applied applied) {
      Tensor views = applied.inputs().getLast();
      return List.of(of.apply(applied.upstream().getFirst(), views), Tensor.zero());
    }
  }
}
