package fovea.train.task;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.Tensors;
import fovea.nn.loss.ClassificationLoss;
import fovea.nn.loss.CrossEntropy;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;

/**
 * One of several classes. Takes logits {@code [n, classes]} and as target the class of each
 * example, {@code i32[n]}, or how much of each class it has, {@code f32[n, classes]}. The loss is
 * cross-entropy unless said otherwise; measured is the {@linkplain Metric#accuracy() accuracy}.
 *
 * @param loss of logits and classes, and its options
 */
public record Classification(ClassificationLoss loss) implements Task {

  /** All classes alike, without label smoothing. */
  public Classification() {
    this(new CrossEntropy());
  }

  /** With another loss, such as {@link fovea.nn.loss.Focal}. */
  public Classification loss(ClassificationLoss loss) {
    return new Classification(loss);
  }

  /**
   * With label smoothing: a share of each target is spread over all classes.
   *
   * @throws FoveaException if the share is not from 0 to below 1
   */
  public Classification smoothing(double share) {
    return new Classification(loss.smoothing(share));
  }

  /**
   * With a weight for each class, as where some are rare.
   *
   * @throws FoveaException if one is negative
   */
  public Classification weights(double... weights) {
    return new Classification(loss.weights(weights));
  }

  /** Without examples that have one of these labels, such as -100. */
  public Classification ignore(int... labels) {
    return new Classification(loss.ignore(labels));
  }

  @Override
  public Tensor loss(Pass pass) {
    return loss.loss(pass.output(), pass.target());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.accuracy());
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    return outputs.map(logits -> logits.softmax(1));
  }

  @Override
  public TaskKind kind() {
    return TaskKind.CLASSES;
  }

  @Override
  public void check(Pass pass) {
    Shape logits = pass.output().shape();
    Tensor target = pass.target();
    if (logits.rank() != 2) {
      throw FoveaException.here(
          "classification takes logits [n, classes], the network gives " + logits,
          "end it with a linear layer of one output for each class, or use another task");
    }
    Shape labels = Shape.of(logits.dim(0));
    boolean fits =
        target.type().dtype() == DType.I32
            ? target.shape().equals(labels)
            : target.type().dtype() == DType.F32 && target.shape().equals(logits);
    if (!fits) {
      throw FoveaException.here(
          "classification takes targets i32%s or f32%s, found %s"
              .formatted(labels, logits, target.type()),
          "give each example the index of its class, or use Task.regression() for numbers");
    }
  }
}
