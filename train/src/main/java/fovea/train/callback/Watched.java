package fovea.train.callback;

import fovea.graph.type.FoveaException;
import fovea.train.metric.ScoreReport;
import fovea.train.metric.Metric;
import fovea.train.task.Task;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Which number of the scores of a training is watched, and what of it is better. */
sealed interface Watched {

  /** The name of the loss. */
  String LOSS = "loss";

  /** The number. */
  double value(ScoreReport report);

  /**
   * What is better in a training for {@code task}.
   *
   * @throws FoveaException if it does not measure the number
   */
  Direction direction(Task task);

  /** What is better. */
  enum Direction {
    LOWER,
    HIGHER;

    /** Worse than any number. */
    double worst() {
      return switch (this) {
        case LOWER -> Double.POSITIVE_INFINITY;
        case HIGHER -> Double.NEGATIVE_INFINITY;
      };
    }

    /** Whether {@code value} is better than {@code limit}; not a number never is. */
    boolean better(double value, double limit) {
      return switch (this) {
        case LOWER -> value < limit;
        case HIGHER -> value > limit;
      };
    }

    /** {@code value} made better by {@code margin}. */
    double beyond(double value, double margin) {
      return switch (this) {
        case LOWER -> value - margin;
        case HIGHER -> value + margin;
      };
    }
  }

  /**
   * The loss on the test examples, or a metric on them.
   *
   * @param metric {@code loss}, or the name of a metric of the task
   */
  record OnTest(String metric) implements Watched {
    @Override
    public double value(ScoreReport report) {
      if (report.test().isNone()) {
        throw FoveaException.at(
            "callback",
            "expected the %s on test examples to watch, found no test examples".formatted(metric),
            "train with test examples, or watch another number");
      }
      return report.test().metric(metric);
    }

    @Override
    public Direction direction(Task task) {
      if (metric.equals(LOSS)) {
        return Direction.LOWER;
      }
      List<Metric> metrics = task.metrics();
      for (Metric measured : metrics) {
        if (measured.name().equals(metric)) {
          return measured.higherIsBetter() ? Direction.HIGHER : Direction.LOWER;
        }
      }
      throw FoveaException.at(
          "callback",
          "expected loss or one of %s to watch, found %s"
              .formatted(metrics.stream().map(Metric::name).toList(), metric),
          "watch one of these, or add the metric to the task by measuring(…)");
    }

    @Override
    public String toString() {
      return metric;
    }
  }

  /** What a function makes of the scores. */
  record Computed(ToDoubleFunction<ScoreReport> number, Direction better) implements Watched {
    @Override
    public double value(ScoreReport report) {
      return number.applyAsDouble(report);
    }

    @Override
    public Direction direction(Task task) {
      return better;
    }

    @Override
    public String toString() {
      return "a function";
    }
  }
}
