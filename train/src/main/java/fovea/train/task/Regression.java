package fovea.train.task;

import fovea.graph.Tensor;
import fovea.nn.loss.Losses;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;

/**
 * Numbers. Takes outputs and targets of one shape, such as {@code [n, numbers]}. The loss is the
 * mean squared error; measured is the {@linkplain Metric#meanAbsoluteError() mean absolute error}.
 */
public record Regression() implements Task {

  @Override
  public Tensor loss(Pass pass) {
    return Losses.meanSquaredError(pass.output(), pass.target());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.meanAbsoluteError());
  }

  @Override
  public TaskKind kind() {
    return TaskKind.VALUES;
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("regression", pass.output(), pass.target());
  }
}
