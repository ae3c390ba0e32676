package fovea.train.task;

import fovea.graph.Tensor;
import fovea.train.metric.Pass;

/**
 * A loss of one output and one target: the smallest task. {@code TrainStep.of(model, optimizer,
 * Losses::meanSquaredError)} needs no more.
 */
@FunctionalInterface
public interface Criterion extends Task {

  /**
   * The loss of a batch, as nodes of the graph: a scalar, the mean over its examples.
   *
   * @param output of the network, with the batch axis first
   * @param target of the batch, with the batch axis first
   */
  Tensor loss(Tensor output, Tensor target);

  @Override
  default Tensor loss(Pass pass) {
    return loss(pass.output(), pass.target());
  }
}
