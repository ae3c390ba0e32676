package fovea.train.pass;

import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.Tensors;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Forward pass in training, loss and gradients, as nodes of the running trace.
 *
 * @param trained the parameters that are not frozen, by their names in the model; a variable may
 *     have another name, from another model or from use alone
 * @param forward what went in and came out
 * @param loss of the batch
 * @param gradients of the loss, one for each of {@code trained}
 */
public record TrainingPass(
    SequencedMap<String, Variable> trained, Pass forward, Tensor loss, List<Tensor> gradients) {

  /**
   * What comes in.
   *
   * @param inputs of the network
   * @param targets of the batch
   * @param random number of the step
   */
  public record Inputs(Tensors inputs, Tensors targets, Tensor random) {}

  /** Makes the nodes. */
  public static TrainingPass of(Network model, Task task, Inputs in) {
    return of(model, task, in, model::apply);
  }

  /**
   * Makes the nodes.
   *
   * @param forward what applies the model, and may look at what it computes
   */
  public static TrainingPass of(
      Network model, Task task, Inputs in, Function<Tensors, Tensors> forward) {
    SequencedMap<String, Variable> trained = trained(model);
    List<Tensor> leaves = trained.values().stream().map(Variable::tensor).toList();
    return Mode.training(
        in.random(),
        mode -> {
          Pass pass = new Pass(in.inputs(), forward.apply(in.inputs()), in.targets());
          task.check(pass);
          Tensor loss = Scope.within("loss", () -> loss(task, pass, mode));
          return new TrainingPass(trained, pass, loss, loss.gradients(leaves));
        });
  }

  /** The loss of the outputs, and shares of those of auxiliary outputs. */
  private static Tensor loss(Task task, Pass pass, Mode.Training mode) {
    Tensor loss = task.loss(pass);
    if (loss.shape().rank() != 0) {
      throw FoveaException.here(
          "expected a scalar as loss, found " + loss.shape(), "take the mean over the batch");
    }
    for (Mode.Auxiliary second : mode.auxiliaries()) {
      loss = loss.add(task.loss(pass.output(second.logits())).mul(second.weight()));
    }
    return loss;
  }

  private static SequencedMap<String, Variable> trained(Network model) {
    SequencedMap<String, Variable> trained = new LinkedHashMap<>();
    Parameters.of(model)
        .forEach(
            (name, param) -> {
              if (param.trainable()) {
                trained.put(name, param.variable());
              }
            });
    if (trained.isEmpty()) {
      throw FoveaException.at(
          "training",
          "expected parameters to train, found none that is not frozen",
          "unfreeze some with Parameters.unfreeze");
    }
    return trained;
  }
}
