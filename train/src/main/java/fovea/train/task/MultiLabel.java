package fovea.train.task;

import fovea.graph.Tensor;
import fovea.nn.Tensors;
import fovea.nn.loss.BinaryCrossEntropy;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;

/**
 * Any number of labels at once, each there or not; with one label, yes or no. Takes logits and
 * targets from 0 to 1 of one shape, such as {@code [n, labels]}. The loss is binary cross-entropy
 * of sigmoid; measured are the {@linkplain Metric#binaryAccuracy() share of labels that are right}
 * and {@link Metric#f1}.
 *
 * @param loss binary cross-entropy and its options
 */
public record MultiLabel(BinaryCrossEntropy loss) implements Task {

  /** Labels that are there count as those that are not. */
  public MultiLabel() {
    this(new BinaryCrossEntropy());
  }

  /**
   * With weights for labels that are there, as where they are rare: one, or one for each label.
   *
   * @throws fovea.graph.type.FoveaException if one is negative
   */
  public MultiLabel positiveWeights(double... weights) {
    return new MultiLabel(loss.positiveWeights(weights));
  }

  @Override
  public Tensor loss(Pass pass) {
    return loss.loss(pass.output(), pass.target());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.binaryAccuracy(), Metric.f1());
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    return outputs.map(MultiLabel::probabilities);
  }

  /** Some devices make a probability of NaN: the difference, else 0, keeps it. */
  private static Tensor probabilities(Tensor logits) {
    return logits.sigmoid().add(logits.sub(logits));
  }

  @Override
  public TaskKind kind() {
    return TaskKind.LABELS;
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("this task", pass.output(), pass.target());
  }
}
