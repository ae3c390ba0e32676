package fovea.train.rate;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import fovea.nn.StateDict;
import fovea.train.Evaluator;
import fovea.train.TrainStep;
import fovea.train.Trainer;
import fovea.train.internal.SettingChecks;
import fovea.train.internal.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Tries learning rates before a training (Smith 2015): trains for some steps while the rate rises
 * by the same factor from step to step, until the loss is far above its lowest, and gives the model
 * back as it was, with its weights and its running statistics. Optimizer, parameter groups,
 * clipping, task, precision and seed are the trainer's; its schedule is not used. As fast.ai does
 * it, in 100 steps from 1e-7 to 10 by default; losses are smoothed by a window around each, which
 * does not lag behind as a running mean would.
 *
 * <pre>{@code
 * RateCurve curve = RateFinder.of(trainer).find(train);
 * trainer.optimizer(new Sgd(curve.tenthOfLowest().orElseThrow()));
 * }</pre>
 */
public final class RateFinder {
  /** Of the mean by which it is judged whether the loss is too large: of about ten losses. */
  private static final double KEPT = 0.9;

  private final Trainer trainer;
  private final Sweep sweep;

  /** The settings. */
  private record Sweep(double from, double to, int steps, double smoothing, double limit) {

    /** The rate of a step, counted from 0. */
    double rate(int step) {
      return from * Math.pow(to / from, (double) step / (steps - 1));
    }
  }

  private RateFinder(Trainer trainer, Sweep sweep) {
    this.trainer = trainer;
    this.sweep = sweep;
  }

  /** Tries rates for what {@code trainer} trains. */
  public static RateFinder of(Trainer trainer) {
    return new RateFinder(trainer, new Sweep(1e-7, 10, 100, 0.03, 4));
  }

  /**
   * Between other rates.
   *
   * @throws FoveaException if they are not above 0, or do not rise
   */
  public RateFinder range(double from, double to) {
    SettingChecks.positive("lowest rate", from);
    SettingChecks.positive("highest rate", to);
    if (to <= from) {
      throw FoveaException.at(
          "highest rate",
          String.format(Locale.ROOT, "expected more than the lowest, %s, found %s", from, to),
          "choose another value");
    }
    return new RateFinder(
        trainer, new Sweep(from, to, sweep.steps(), sweep.smoothing(), sweep.limit()));
  }

  /**
   * In another number of steps.
   *
   * @throws FoveaException if it is below 10
   */
  public RateFinder steps(int steps) {
    SettingChecks.atLeast("steps of the rate finder", steps, 10);
    return new RateFinder(
        trainer, new Sweep(sweep.from(), sweep.to(), steps, sweep.smoothing(), sweep.limit()));
  }

  /**
   * With another width of the Gaussian window by which losses are smoothed: its deviation as a
   * share of the steps; 0.03 by default, 0 for none.
   *
   * @throws FoveaException if it is below 0, or 1 or more
   */
  public RateFinder smoothing(double share) {
    SettingChecks.fraction("smoothing", share);
    return new RateFinder(
        trainer, new Sweep(sweep.from(), sweep.to(), sweep.steps(), share, sweep.limit()));
  }

  /**
   * Ends when the mean of about ten losses is above so many times its lowest; 4 by default.
   *
   * @throws FoveaException if it is below 1
   */
  public RateFinder limit(double times) {
    SettingChecks.atLeast("limit of the loss", times, 1);
    return new RateFinder(
        trainer, new Sweep(sweep.from(), sweep.to(), sweep.steps(), sweep.smoothing(), times));
  }

  /**
   * Tries the rates.
   *
   * @throws FoveaException if the loss is not finite at the lowest one already
   */
  public RateCurve find(DataLoader train) {
    return find(train, (_, _) -> true);
  }

  /**
   * Tries the rates for as long as {@code watcher} lets it, which is told how many of the steps are
   * done.
   *
   * @throws FoveaException if the loss is not finite at the lowest one already
   */
  public RateCurve find(DataLoader train, Evaluator.Watcher watcher) {
    trainer.check(train);
    return trainer.compute(() -> sweep(train, watcher));
  }

  private RateCurve sweep(DataLoader train, Evaluator.Watcher watcher) {
    TrainStep step = trainer.step(train);
    Collection<Variable> changed = StateDict.variables(trainer.model()).values();
    Snapshot before = new Snapshot();
    before.take(changed);
    try (BatchPrefetcher prefetcher = train.open()) {
      return sweep(step, prefetcher, watcher);
    } finally {
      before.restore(changed);
    }
  }

  private RateCurve sweep(TrainStep step, BatchPrefetcher prefetcher, Evaluator.Watcher watcher) {
    List<Double> losses = new ArrayList<>();
    double batchLosses = 0;
    double sum = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int epoch = 0; ; epoch++) {
      for (Batch batch : prefetcher.epoch(epoch)) {
        if (step.position().batches() % trainer.accumulate() < trainer.accumulate() - 1) {
          batchLosses += step.accumulate(batch);
          continue;
        }
        batchLosses += step.run(batch, sweep.rate(losses.size()));
        double loss = batchLosses / trainer.accumulate();
        batchLosses = 0;
        sum = KEPT * sum + (1 - KEPT) * loss;
        double mean = sum / (1 - Math.pow(KEPT, losses.size() + 1.0));
        if (!Double.isFinite(loss) || mean > sweep.limit() * lowest) {
          return diverged(losses, loss);
        }
        lowest = Math.min(lowest, mean);
        losses.add(loss);
        boolean shouldContinue = watcher.shouldContinue(losses.size(), sweep.steps());
        if (losses.size() == sweep.steps() || !shouldContinue) {
          return curve(losses, false);
        }
      }
    }
  }

  private RateCurve diverged(List<Double> losses, double last) {
    if (losses.isEmpty()) {
      throw FoveaException.at(
          "rate finder",
          String.format(
              Locale.ROOT, "expected a finite loss at the rate %s, found %s", sweep.from(), last),
          "begin at a lower rate, or look at the examples and the weights");
    }
    return curve(losses, true);
  }

  private RateCurve curve(List<Double> losses, boolean diverged) {
    List<RateCurve.Trial> trials = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      trials.add(new RateCurve.Trial(sweep.rate(i), losses.get(i), smoothed(losses, i)));
    }
    return new RateCurve(trials, diverged);
  }

  private double smoothed(List<Double> losses, int at) {
    double deviation = sweep.smoothing() * sweep.steps();
    if (deviation == 0) {
      return losses.get(at);
    }
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < losses.size(); i++) {
      double away = (i - at) / deviation;
      double weight = Math.exp(-away * away / 2);
      sum += weight * losses.get(i);
      weights += weight;
    }
    return sum / weights;
  }
}
