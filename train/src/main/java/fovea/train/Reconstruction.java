package fovea.train;

import fovea.graph.Tensor;
import fovea.nn.Losses;
import java.util.List;

/**
 * The input itself, as an autoencoder learns it. Takes outputs of the shape of an input; targets
 * are left alone. The loss is the mean squared error unless another one is given; measured is the
 * {@linkplain Metric#meanAbsoluteError() mean absolute error}.
 *
 * @param criterion the loss
 * @param input name of the input; empty for the only one
 */
public record Reconstruction(Criterion criterion, String input) implements Task {

  /** With the mean squared error. */
  public Reconstruction() {
    this(Losses::meanSquaredError, "");
  }

  /** With another loss. */
  public Reconstruction criterion(Criterion criterion) {
    return new Reconstruction(criterion, input);
  }

  /** Of the input of that name, where the network has several. */
  public Reconstruction input(String name) {
    return new Reconstruction(criterion, name);
  }

  @Override
  public String description() {
    return "reconstruction" + (input.isEmpty() ? "" : " of " + input);
  }

  @Override
  public Tensor loss(Pass pass) {
    return criterion.loss(toInput(pass));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.meanAbsoluteError().of(this::toInput));
  }

  @Override
  public void check(Pass pass) {
    Targets.requireSame("reconstruction", pass.output(), source(pass));
  }

  private Pass toInput(Pass pass) {
    return pass.target(source(pass));
  }

  private Tensor source(Pass pass) {
    return input.isEmpty() ? pass.inputs().only() : pass.inputs().at(input);
  }
}
