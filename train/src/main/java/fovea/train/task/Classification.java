package fovea.train.task;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.Tensors;
import fovea.nn.loss.ClassWeights;
import fovea.nn.loss.ClassificationLoss;
import fovea.nn.loss.CrossEntropy;
import fovea.train.metric.Metric;
import fovea.train.metric.MixedLabels;
import fovea.train.metric.Pass;
import java.util.List;

/**
 * One of several classes. Takes logits {@code [n, classes]} and as target the class of each
 * example, {@code i32[n]}, or how much of each class it has, {@code f32[n, classes]}. The loss is
 * cross-entropy unless said otherwise; measured is the {@linkplain Metric#accuracy() accuracy}.
 * Takes batches of mixup and CutMix, too.
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

  /**
   * With weights that make all classes count the same, however many examples they have: {@code
   * examples / (classes · count)}, and 0 for a class without any; scikit-learn's {@code balanced}.
   *
   * @param counts number of training examples of each class, as {@code DataSet.classCounts()} has
   *     them
   * @throws FoveaException if one is negative, or there is no example
   */
  public Classification balanced(int... counts) {
    return weights(ClassWeights.balanced(counts));
  }

  /** Without examples that have one of these labels, such as -100. */
  public Classification ignore(int... labels) {
    return new Classification(loss.ignore(labels));
  }

  @Override
  public Tensor loss(Pass pass) {
    return MixedLabels.of(pass)
        .map(mixed -> ofMixed(pass.output(), mixed))
        .orElseGet(() -> loss.loss(pass.output(), pass.target()));
  }

  private Tensor ofMixed(Tensor logits, MixedLabels mixed) {
    return loss.mixed(logits, mixed.labels(), mixed.others(), mixed.shares());
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
    Tensor target = MixedLabels.of(pass).map(MixedLabels::labels).orElseGet(pass::target);
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
