package fovea.train.head;

import fovea.graph.Engine;
import fovea.nn.Layer;
import fovea.train.Features;
import fovea.train.internal.SettingChecks;
import fovea.train.task.Task;
import java.util.stream.IntStream;

/**
 * Trains a head on features to the least sum of its mean loss and of half the L2 norm of its
 * weights squared, times a strength: by L-BFGS on all features at once, without rate, epochs or
 * chance. For a linear head there is one such minimum.
 *
 * @param head from features to outputs, changed in place
 * @param task of the network
 * @param strength of the penalty, from 0
 */
public record HeadSolver(Layer head, Task task, double strength) {

  /**
   * Checks the strength.
   *
   * @throws fovea.graph.type.FoveaException if it is negative or not finite
   */
  public HeadSolver {
    SettingChecks.atLeast("strength of the L2 penalty", strength, 0);
  }

  /** Trains from the parameters that the head has. */
  public void fit(Features features) {
    fit(features, IntStream.range(0, features.size()).toArray());
  }

  /** Trains on some rows of the features alone. */
  public void fit(Features features, int[] rows) {
    Engine.instance()
        .onEngineThread(
            () -> {
              var loss = new HeadLoss(head, task, features, rows);
              loss.assign(minimum(loss, loss.parameters()));
              return loss;
            });
  }

  /** The parameters of the minimum, searched from {@code start}. */
  double[] minimum(HeadLoss loss, double[] start) {
    boolean[] weights = loss.isWeight();
    return Lbfgs.minimize(
        (parameters, gradient) -> {
          double value = loss.at(parameters, gradient);
          for (int i = 0; i < parameters.length; i++) {
            if (weights[i]) {
              value += strength / 2 * parameters[i] * parameters[i];
              gradient[i] += strength * parameters[i];
            }
          }
          return value;
        },
        start);
  }
}
