package fovea.train.task;

import fovea.graph.Tensor;
import fovea.nn.loss.Losses;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;

/**
 * The input itself, as an autoencoder learns it. Takes outputs of the shape of an input; targets
 * are left alone. The loss is the mean squared error; measured is the {@linkplain
 * Metric#meanAbsoluteError() mean absolute error}.
 *
 * @param input name of the input; empty for the only one
 */
public record Reconstruction(String input) implements Task {

  /** Of the only input. */
  public Reconstruction() {
    this("");
  }

  /** Of the input of that name, where the network has several. */
  public Reconstruction input(String name) {
    return new Reconstruction(name);
  }

  @Override
  public Tensor loss(Pass pass) {
    return Losses.meanSquaredError(pass.output(), source(pass));
  }

  @Override
  public Pass compared(Pass pass) {
    return pass.target(source(pass));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.meanAbsoluteError().of(this::compared));
  }

  @Override
  public TaskKind kind() {
    return TaskKind.VALUES;
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("reconstruction", pass.output(), source(pass));
  }

  private Tensor source(Pass pass) {
    return input.isEmpty() ? pass.inputs().only() : pass.inputs().at(input);
  }
}
