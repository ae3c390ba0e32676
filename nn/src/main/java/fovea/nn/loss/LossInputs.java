package fovea.nn.loss;

import fovea.graph.Tensor;
import fovea.graph.op.Reduce;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.List;

/** What losses ask of outputs and targets. */
final class LossInputs {
  private LossInputs() {}

  /**
   * The output in f32 in mixed precision, too, as all that is computed from it: a sum over no axes,
   * which stays in it and is no work.
   */
  static Tensor exact(Tensor output) {
    return Tensor.of(new Reduce.Sum(List.of(), true), output);
  }

  /**
   * Requires targets that are numbers, one for each of the outputs.
   *
   * @return the {@link #exact} output
   */
  static Tensor same(String loss, Tensor output, Tensor targets) {
    Shape shape = output.shape();
    if (!targets.shape().equals(shape)) {
      throw FoveaException.here(
          "%s: the output is %s, the targets are %s".formatted(loss, shape, targets.shape()),
          targets.shape().elements() == shape.elements()
              ? "reshape one of them to the other's shape"
              : "give targets of the output's shape, or the network as many outputs");
    }
    if (!targets.type().dtype().floating()) {
      throw FoveaException.here(
          "%s: the targets are whole numbers, %s".formatted(loss, targets.type()),
          "cast them: targets.cast(DType." + output.type().dtype().name() + ")");
    }
    return exact(output);
  }

  /**
   * Requires class indices {@code [n, …]} for logits {@code [n, classes, …]}.
   *
   * @return the number of classes
   */
  static int classes(String loss, Tensor logits, Tensor labels) {
    int classes = classes(loss, logits);
    if (labels.type().dtype() != DType.I32) {
      throw FoveaException.here(
          "%s: the targets are %s where class indices are needed".formatted(loss, labels.type()),
          labels.type().dtype().floating()
              ? "pass i32 of shape " + perRow(logits.shape())
              : "cast them: targets.cast(DType.I32)");
    }
    if (!labels.shape().equals(perRow(logits.shape()))) {
      throw FoveaException.here(
          "%s: the output is %s, the class indices are %s"
              .formatted(loss, logits.shape(), labels.shape()),
          "pass class indices of shape " + perRow(logits.shape()));
    }
    return classes;
  }

  /**
   * Requires logits {@code [n, classes, …]}.
   *
   * @return the number of classes
   */
  static int classes(String loss, Tensor logits) {
    if (logits.shape().rank() < 2) {
      throw FoveaException.here(
          "%s expects an output [n, classes] or [n, classes, …], found %s"
              .formatted(loss, logits.shape()),
          "add the missing axis: output.unsqueeze(0)");
    }
    return logits.shape().dim(1);
  }

  /** The shape without the axis of classes. */
  private static Shape perRow(Shape logits) {
    int[] dims = new int[logits.rank() - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = logits.dim(i == 0 ? 0 : i + 1);
    }
    return Shape.of(dims);
  }
}
