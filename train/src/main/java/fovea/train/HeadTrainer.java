package fovea.train;

import fovea.data.augment.CounterRandom;
import fovea.data.sampling.Permutation;
import fovea.graph.Engine;
import fovea.graph.type.FoveaException;
import fovea.graph.type.NonFinite;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.train.internal.SettingChecks;
import fovea.train.metric.Evaluation;
import fovea.train.optim.Adam;
import fovea.train.optim.Optimizer;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.util.Arrays;

/**
 * Trains what comes after a frozen part of a network on {@link Features}: the quick way of transfer
 * learning, and the baseline for every other. The head's parameters are changed in place; the rest
 * must be frozen or no part of {@code head}.
 *
 * @param head from features to logits
 * @param task of the network, classification by default
 * @param optimizer and its rate, which falls to 0 along a cosine
 * @param epochs number of epochs
 * @param batch rows in a step; an epoch's remainder makes a last, smaller one
 * @param seed decides the order
 */
public record HeadTrainer(
    Layer head, Task task, Optimizer optimizer, int epochs, int batch, long seed) {

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if epochs or batch are below 1
   */
  public HeadTrainer {
    SettingChecks.atLeast("epochs", epochs, 1);
    SettingChecks.atLeast("batch", batch, 1);
  }

  /** Adam at the rate 0.001, 30 epochs, batches of 64, seed 0. */
  public static HeadTrainer of(Layer head) {
    return new HeadTrainer(head, Task.classification(), new Adam(1e-3), 30, 64, 0);
  }

  /** For another task. */
  public HeadTrainer task(Task task) {
    return new HeadTrainer(head, task, optimizer, epochs, batch, seed);
  }

  /** With another optimizer. */
  public HeadTrainer optimizer(Optimizer optimizer) {
    return new HeadTrainer(head, task, optimizer, epochs, batch, seed);
  }

  /** With another number of epochs. */
  public HeadTrainer epochs(int epochs) {
    return new HeadTrainer(head, task, optimizer, epochs, batch, seed);
  }

  /** With another size of batches. */
  public HeadTrainer batch(int batch) {
    return new HeadTrainer(head, task, optimizer, epochs, batch, seed);
  }

  /** With another seed. */
  public HeadTrainer seed(long seed) {
    return new HeadTrainer(head, task, optimizer, epochs, batch, seed);
  }

  /**
   * Trains the head.
   *
   * @throws FoveaException if the loss or a parameter becomes infinite or not a number; the head is
   *     of no use then
   */
  public void fit(Features features) {
    Engine.instance().onEngineThread(() -> train(features));
  }

  /** Measures the head as it is. */
  public Evaluation evaluate(Features features) {
    return Evaluator.of(head, task).run(features, batch);
  }

  private Void train(Features features) {
    var step = TrainStep.of(head, optimizer, task).seed(seed);
    long steps = Math.ceilDiv(features.size(), batch);
    var trainingSchedule =
        new TrainingSchedule(Schedule.cosine(), optimizer.rate(), new EpochSteps(steps, 1), epochs);
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = Permutation.of(features.size(), new CounterRandom(seed, epoch, -1));
      for (int from = 0; from < order.length; from += batch) {
        int[] rows = Arrays.copyOfRange(order, from, Math.min(from + batch, order.length));
        double loss =
            step.run(features.rows(rows), trainingSchedule.hyperparameters(step.steps() + 1));
        if (!Double.isFinite(loss)) {
          throw diverged(trainingSchedule.name(step.steps()), "the loss");
        }
      }
    }
    // A ReLU can hide from the loss what has become of the parameters before it.
    Parameters.of(head)
        .forEach(
            (name, param) -> {
              if (NonFinite.count(param.value()) > 0) {
                throw diverged(trainingSchedule.name(step.steps()), name);
              }
            });
    return null;
  }

  private FoveaException diverged(String where, String what) {
    return FoveaException.at(
        where,
        "the training of the head diverged at the learning rate %s: %s is infinite or not a number"
            .formatted((float) optimizer.rate(), what),
        "use a lower learning rate");
  }
}
