package fovea.train;

import fovea.graph.FoveaException;
import fovea.graph.Scope;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import java.util.List;

/**
 * Forward pass in training, loss and gradients, as nodes of the running trace.
 *
 * @param trained the parameters that are not frozen
 * @param output of the model
 * @param loss of the batch
 * @param gradients of the loss, one for each of {@code trained}
 */
record TrainingPass(List<Trained> trained, Tensor output, Tensor loss, List<Tensor> gradients) {

  /**
   * A parameter.
   *
   * @param name in the model; the variable may have another one, from another model or from use
   *     alone
   */
  record Trained(String name, Variable variable) {}

  /**
   * What comes in.
   *
   * @param images {@code [n, c, h, w]}
   * @param labels {@code [n]}
   * @param random number of the step
   */
  record Inputs(Tensor images, Tensor labels, Tensor random) {}

  /** Makes the nodes. */
  static TrainingPass of(Layer model, Criterion criterion, Inputs in) {
    List<Trained> trained = trained(model);
    List<Tensor> leaves = trained.stream().map(each -> each.variable().tensor()).toList();
    return Mode.training(
        in.random(),
        mode -> {
          Tensor output = in.images().apply(model);
          Tensor loss = Scope.within("loss", () -> loss(criterion, output, in.labels(), mode));
          return new TrainingPass(trained, output, loss, loss.gradients(leaves));
        });
  }

  /** The loss of the output, and shares of those of auxiliary outputs. */
  private static Tensor loss(
      Criterion criterion, Tensor output, Tensor labels, Mode.Training mode) {
    Tensor loss = criterion.loss(output, labels);
    for (Mode.Auxiliary second : mode.auxiliaries()) {
      loss = loss.add(criterion.loss(second.logits(), labels).mul(second.weight()));
    }
    return loss;
  }

  private static List<Trained> trained(Layer model) {
    List<Trained> trained =
        Parameters.of(model).entrySet().stream()
            .filter(entry -> entry.getValue().trainable())
            .map(entry -> new Trained(entry.getKey(), entry.getValue().variable()))
            .toList();
    if (trained.isEmpty()) {
      throw FoveaException.at(
          "training",
          "expected parameters to train, found none that is not frozen",
          "thaw some with Parameters.thaw");
    }
    return trained;
  }
}
