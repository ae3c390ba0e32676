package fovea.train.task;

import fovea.format.Codecs;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Tensors;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;

/**
 * What a network is trained for: how outputs and targets become a loss, and what is measured. There
 * are tasks for classes, labels, numbers and pictures; a task of your own implements {@link #loss},
 * or is a {@link Criterion}.
 */
@FunctionalInterface
public interface Task {

  /** What training makes small: a scalar, the mean over the examples of a batch. */
  Tensor loss(Pass pass);

  /**
   * What is measured in training and evaluation, besides the loss. The first one decides which
   * epoch was the best; without any it is the loss.
   */
  default List<Metric> metrics() {
    return List.of();
  }

  /** What a user is shown of the outputs, such as probabilities for logits. */
  default Tensors predictions(Tensors outputs) {
    return outputs;
  }

  /** What the predictions are; a task of your own may say so, too. */
  default TaskKind kind() {
    return TaskKind.OWN;
  }

  /**
   * Checks, before anything runs, that outputs and targets fit each other and the task.
   *
   * @throws FoveaException if they do not
   */
  default void check(Pass pass) {}

  /** The pass with what is compared as its only output and its only target. */
  default Pass compared(Pass pass) {
    return pass;
  }

  /** This task with another loss of what is compared, such as {@code Losses::l1}. */
  default Task criterion(Criterion loss) {
    return new TaskWithLoss(this, loss);
  }

  /**
   * The codecs of tasks, by which run folders and models name them; an own one may be registered.
   */
  static Codecs<Task> codecs() {
    return TaskCodecs.ALL;
  }

  /** One of several classes: {@link Classification}. */
  static Classification classification() {
    return new Classification();
  }

  /** Yes or no: {@link MultiLabel} with one label. */
  static MultiLabel binary() {
    return new MultiLabel();
  }

  /** Any number of labels at once: {@link MultiLabel}. */
  static MultiLabel multiLabel() {
    return new MultiLabel();
  }

  /** Numbers: {@link Regression}. */
  static Regression regression() {
    return new Regression();
  }

  /** The input itself: {@link Reconstruction}. */
  static Reconstruction reconstruction() {
    return new Reconstruction();
  }

  /** Several outputs, each with a target of its name and a task of its own: {@link MultiTask}. */
  static MultiTask joint(String name, Task task) {
    return new MultiTask(List.of()).and(name, task);
  }

  /** This task, with more metrics after its own. */
  default Task measuring(Metric... metrics) {
    return new TaskWithMetrics(this, List.of(metrics));
  }
}
