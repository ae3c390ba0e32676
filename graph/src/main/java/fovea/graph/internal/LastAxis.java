package fovea.graph.internal;

import fovea.graph.Tensor;
import fovea.graph.op.Dense;
import fovea.graph.type.Shape;
import java.util.stream.Stream;

/**
 * Ops on rows {@code [n, features]} for tensors of any number of axes, of which the last counts.
 */
public final class LastAxis {
  private LastAxis() {}

  /** A fully connected layer with a weight {@code [out, in]} and perhaps a bias {@code [out]}. */
  public static Tensor linear(Tensor x, Tensor... parameters) {
    Tensor[] inputs = Stream.concat(Stream.of(x), Stream.of(parameters)).toArray(Tensor[]::new);
    Shape shape = x.shape();
    Shape weight = parameters[0].shape();
    // What does not fit is refused by the op, which names the shape as it came.
    boolean fits = shape.rank() > 0 && weight.rank() == 2 && shape.dim(-1) == weight.dim(1);
    if (shape.rank() == 2 || !fits) {
      return Tensor.of(new Dense.Linear(), inputs);
    }
    Dense.Linear op = new Dense.Linear();
    long rows = shape.with(-1, 1).elements();
    Check.that(rows <= Integer.MAX_VALUE, op, "too many rows in " + shape, "take fewer at once");
    inputs[0] = x.reshape(Shape.of((int) rows, weight.dim(1)));
    return Tensor.of(op, inputs).reshape(shape.with(-1, weight.dim(0)));
  }
}
