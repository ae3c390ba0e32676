package fovea.train;

import fovea.data.Batch;
import fovea.data.PictureShape;
import fovea.graph.DType;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.graph.Shape;
import fovea.graph.TensorType;

/**
 * Labelled pictures as a network takes them.
 *
 * @param images {@code [n, c, h, w]}, {@code f32}
 * @param labels {@code [n]}, {@code i32}
 */
public record Examples(HostBuffer images, HostBuffer labels) {

  /**
   * Checks that there are as many pictures as labels, and some.
   *
   * @throws FoveaException if not
   */
  public Examples {
    Shape pictures = images.type().shape();
    Shape each = labels.type().shape();
    if (pictures.rank() == 0 || each.rank() == 0 || pictures.dim(0) != each.dim(0)) {
      throw FoveaException.here(
          "a batch of pictures " + pictures + " with labels " + each,
          "give both a first axis of the same size: the batch");
    }
    if (pictures.elements() == 0) {
      throw FoveaException.here("a batch of no examples, " + pictures, "pass one example or more");
    }
  }

  /** A batch of pictures of {@code shape}; the memory is shared, so it lives as long as that. */
  public static Examples of(Batch batch, PictureShape shape) {
    int n = batch.size();
    Shape images = Shape.of(n, shape.channels(), shape.height(), shape.width());
    return new Examples(
        new HostBuffer(new TensorType(images, DType.F32), batch.images()),
        new HostBuffer(new TensorType(Shape.of(n), DType.I32), batch.labels()));
  }

  /** Number of pictures. */
  public int size() {
    return labels.type().shape().dim(0);
  }
}
