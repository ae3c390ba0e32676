package fovea.train;

import fovea.graph.DType;
import fovea.graph.FoveaException;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.nn.CrossEntropy;
import fovea.nn.Tensors;
import java.util.List;

/**
 * One of several classes. Takes logits {@code [n, classes]} and as target the class of each
 * example, {@code i32[n]}, or how much of each class it has, {@code f32[n, classes]}. The loss is
 * cross-entropy unless another one is given; measured is the {@linkplain Metric#accuracy()
 * accuracy}.
 *
 * @param criterion the loss of logits and targets
 * @param description of the loss
 */
public record Classification(Criterion criterion, String description) implements Task {

  /** With cross-entropy. */
  public Classification() {
    this(new CrossEntropy());
  }

  private Classification(CrossEntropy loss) {
    this(loss::loss, "classification by " + loss);
  }

  /**
   * With cross-entropy and label smoothing: a share of each target is spread over all classes.
   *
   * @throws FoveaException if the share is not from 0 to below 1
   */
  public Classification smoothing(double share) {
    return by(new CrossEntropy().smoothing(share));
  }

  /** With cross-entropy of other options, such as weights of the classes. */
  public Classification by(CrossEntropy loss) {
    return new Classification(loss);
  }

  /** With another loss, such as {@code Losses.focal}. */
  public Classification criterion(Criterion loss) {
    return new Classification(loss, "classification by a loss of the program's own");
  }

  @Override
  public Tensor loss(Pass pass) {
    return criterion.loss(pass);
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
