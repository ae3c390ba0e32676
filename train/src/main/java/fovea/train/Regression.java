package fovea.train;

import fovea.graph.Tensor;
import fovea.nn.Losses;
import java.util.List;

/**
 * Numbers. Takes outputs and targets of one shape, such as {@code [n, numbers]}. The loss is the
 * mean squared error unless another one is given; measured is the {@linkplain
 * Metric#meanAbsoluteError() mean absolute error}.
 *
 * @param criterion the loss
 */
public record Regression(Criterion criterion) implements Task {

  /** With the mean squared error. */
  public Regression() {
    this(Losses::meanSquaredError);
  }

  /** With another loss. */
  public Regression criterion(Criterion criterion) {
    return new Regression(criterion);
  }

  @Override
  public String description() {
    return "regression";
  }

  @Override
  public Tensor loss(Pass pass) {
    return criterion.loss(pass);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.meanAbsoluteError());
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("regression", pass.output(), pass.target());
  }
}
