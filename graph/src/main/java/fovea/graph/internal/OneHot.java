package fovea.graph.internal;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Class indices as vectors that are 1 at the class. */
public final class OneHot {
  /** Whole numbers up to here are different ones in f32. */
  private static final int MOST_CLASSES = 1 << 24;

  private OneHot() {}

  public static Tensor of(Tensor labels, int classes, int axis) {
    if (labels.type().dtype().floating()) {
      throw FoveaException.here(
          "oneHot needs class indices, found " + labels.type(),
          "pass integers, or cast them to i32");
    }
    if (classes < 1 || classes > MOST_CLASSES) {
      throw FoveaException.here(
          "oneHot of " + classes + " classes", "use 1 to " + MOST_CLASSES + " classes");
    }
    Tensor numbers = numbers(classes);
    Shape narrow = CompositeOps.unsqueezed(labels.shape(), axis, 1);
    Tensor indices = labels.cast(DType.I32).reshape(Math.toIntExact(labels.shape().elements()));
    // Looked up, not cast: that finds indices of no class.
    Tensor own = numbers.gather(0, indices).reshape(narrow);
    int[] along = new int[narrow.rank()];
    Arrays.fill(along, 1);
    along[narrow.axis(axis)] = classes;
    return own.equal(numbers.reshape(along));
  }

  private static Tensor numbers(int count) {
    double[] values = IntStream.range(0, count).asDoubleStream().toArray();
    return Tensor.of(HostBuffer.of(TensorType.f32(count), values));
  }
}
