package fovea.train.head;

import fovea.graph.Engine;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;
import fovea.train.Features;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the strength of a head's L2 penalty by cross-validation: each fold of the examples is
 * once what a head is judged by that has learned from all others. The least mean loss wins; it is
 * less noisy than an accuracy. Strengths are tried from the strongest on, until they only get
 * worse. Each head begins with its own initial values: where the one before ended, a head with
 * hidden layers could have come to nothing.
 *
 * @param head from features to outputs; it has its own parameters again at the end
 * @param task of the network
 * @param folds indices of the examples of each
 */
public record PenaltySearch(Layer head, Task task, List<int[]> folds) {

  /** Strengths in multiples of the mean square of the features, the strongest first. */
  private static final double STRONGEST = 10;

  private static final double WEAKEST = 1e-5;
  private static final double RATIO = Math.sqrt(10);

  /** So many strengths in a row that are worse than the best end the search. */
  private static final int PATIENCE = 2;

  /**
   * Copies the list.
   *
   * @throws FoveaException if there are fewer than two folds, or one is empty
   */
  public PenaltySearch {
    folds = folds.stream().map(int[]::clone).toList();
    if (folds.size() < 2 || folds.stream().anyMatch(fold -> fold.length == 0)) {
      throw FoveaException.at(
          "cross-validation",
          "expected two folds or more with an example in each, found "
              + folds.stream().map(fold -> fold.length).toList(),
          "take fewer folds, or more examples");
    }
  }

  /**
   * A strength that was tried.
   *
   * @param strength of the penalty
   * @param loss mean over all examples, each judged by the head that has not learned from it
   */
  public record Trial(double strength, double loss) {}

  /**
   * What was found.
   *
   * @param strength of the least loss
   * @param trials in their order
   */
  public record Result(double strength, List<Trial> trials) {

    /** Copies the list. */
    public Result {
      trials = List.copyOf(trials);
    }
  }

  /** A fold: all other examples, its own, and their number. */
  private record Part(HeadLoss learning, HeadLoss judging, int size) {}

  /** Tries strengths. */
  public Result run(Features features) {
    return Engine.instance().onEngineThread(() -> search(features));
  }

  private Result search(Features features) {
    List<Part> parts = folds.stream().map(fold -> part(features, fold)).toList();
    double[] initial = parts.getFirst().learning().parameters();
    double square = meanSquare(features.values());
    List<Trial> trials = new ArrayList<>();
    Trial best = new Trial(0, Double.POSITIVE_INFINITY);
    int worse = 0;
    for (double s = STRONGEST; s > WEAKEST && worse < PATIENCE; s /= RATIO) {
      var trial = new Trial(s * square, loss(parts, initial, s * square));
      trials.add(trial);
      worse = trial.loss() < best.loss() ? 0 : worse + 1;
      best = worse == 0 ? trial : best;
    }
    parts.getFirst().learning().assign(initial);
    return new Result(best.strength(), trials);
  }

  private Part part(Features features, int[] fold) {
    boolean[] isIn = new boolean[features.size()];
    for (int i : fold) {
      isIn[i] = true;
    }
    int[] others = IntStream.range(0, isIn.length).filter(i -> !isIn[i]).toArray();
    return new Part(
        new HeadLoss(head, task, features, others),
        new HeadLoss(head, task, features, fold),
        fold.length);
  }

  private double loss(List<Part> parts, double[] initial, double strength) {
    var solver = new HeadSolver(head, task, strength);
    double sum = 0;
    int count = 0;
    for (Part part : parts) {
      double[] found = solver.minimum(part.learning(), initial);
      sum += part.size() * part.judging().at(found, new double[found.length]);
      count += part.size();
    }
    return sum / count;
  }

  private static double meanSquare(HostBuffer values) {
    double sum = 0;
    long count = values.type().shape().elements();
    for (long i = 0; i < count; i++) {
      sum += values.at(i) * values.at(i);
    }
    return sum > 0 ? sum / count : 1;
  }
}
