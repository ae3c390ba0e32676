package fovea.train.schedule;

import fovea.format.Codecs;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How the learning rate changes during a training: a pure function of the place in it, so that a
 * resumed training goes on as if it had not stopped. Definitions and defaults are PyTorch's. A
 * schedule changes the rate between epochs (step, multi-step, exponential) or with every step (all
 * others). An own one may be a lambda: {@code (base, place) -> base / (1 + place.epoch())}.
 */
@FunctionalInterface
public interface Schedule {

  /**
   * The rate of one step.
   *
   * @param base the optimizer's own rate
   */
  double rate(double base, Place place);

  /** The momentum of one step; empty where the optimizer's own one stays. */
  default OptionalDouble momentum(Place place) {
    return OptionalDouble.empty();
  }

  /**
   * What the step at {@code place} is run with.
   *
   * @throws FoveaException if the schedule gives no finite rate of 0 or more
   */
  default StepHyperparameters hyperparameters(double base, Place place) {
    OptionalDouble momentum = momentum(place);
    double rate = rate(base, place);
    if (!(rate >= 0 && Double.isFinite(rate))) {
      throw FoveaException.at(
          "schedule",
          String.format(
              Locale.ROOT,
              "expected a finite rate of 0 or more at step %,d, found %s",
              place.step() + 1,
              rate),
          "correct the schedule");
    }
    return momentum.isPresent()
        ? new StepHyperparameters.WithMomentum(rate, momentum.getAsDouble())
        : new StepHyperparameters.Rate(rate);
  }

  /**
   * A place in a training.
   *
   * @param step number of the step from 0
   * @param stepsPerEpoch batches in an epoch, the last, smaller one included
   * @param totalSteps steps of the whole training
   */
  record Place(long step, long stepsPerEpoch, long totalSteps) {
    /** Number of the epoch from 0. */
    public int epoch() {
      return Math.toIntExact(step / stepsPerEpoch);
    }

    /** The same in a part of the training: from one step on up to another. */
    Place part(long from, long to) {
      return new Place(Math.max(0, step - from), stepsPerEpoch, Math.max(1, to - from));
    }
  }

  /** Always the optimizer's own rate. */
  static ConstantSchedule constant() {
    return new ConstantSchedule();
  }

  /** Times 0.1 every {@code epochs} epochs. */
  static StepSchedule step(int epochs) {
    return new StepSchedule(epochs, 0.1);
  }

  /** Times 0.1 as each of {@code epochs} begins, counted from 0. */
  static MultiStepSchedule multiStep(Integer... epochs) {
    return new MultiStepSchedule(List.of(epochs), 0.1);
  }

  /** Times {@code gamma} after each epoch. */
  static ExponentialSchedule exponential(double gamma) {
    return new ExponentialSchedule(gamma);
  }

  /** Down to 0 along half a cosine wave; {@link CosineSchedule#restarts} makes it several. */
  static CosineSchedule cosine() {
    return new CosineSchedule();
  }

  /** From {@code start} to {@code end} times the optimizer's own rate along a line. */
  static LinearSchedule linear(double start, double end) {
    return new LinearSchedule(start, end);
  }

  /** Up to the optimizer's own rate and down again, along a line each. */
  static TriangularSchedule triangular() {
    return new TriangularSchedule();
  }

  /** Down to 0 as a power of the part of the training that is left. */
  static PolynomialSchedule polynomial(double power) {
    return new PolynomialSchedule(power, 0);
  }

  /** Up to the optimizer's own rate and down to almost 0. */
  static OneCycleSchedule oneCycle() {
    return new OneCycleSchedule();
  }

  /** This schedule after a linear rise over the first {@code epochs} epochs. */
  default WarmupSchedule warmup(double epochs) {
    return new WarmupSchedule(epochs, this);
  }

  /** This schedule up to an epoch, counted from 0 and not necessarily whole, then another one. */
  default SequentialSchedule switchAt(double epoch, Schedule next) {
    return new SequentialSchedule(List.of(this, next), List.of(epoch));
  }

  /** The codecs of schedules, by which run folders name them; an own one may be registered. */
  static Codecs<Schedule> codecs() {
    return ScheduleCodecs.ALL;
  }
}
