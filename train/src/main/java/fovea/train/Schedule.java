package fovea.train;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the learning rate changes in the course of a training: a pure function of the place in it, so
 * that a resumed training goes on as if it had not stopped. Definitions and defaults are PyTorch's;
 * a schedule counts epochs (step, multi-step, exponential) or steps (cosine, one-cycle, warm-up).
 */
public sealed interface Schedule {

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

  /** What the step at {@code place} is run with. */
  default Pace pace(double base, Place place) {
    OptionalDouble momentum = momentum(place);
    double rate = rate(base, place);
    return momentum.isPresent()
        ? new Pace.WithMomentum(rate, momentum.getAsDouble())
        : new Pace.Rate(rate);
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
  }

  /** Always the optimizer's own rate. */
  static Schedule constant() {
    return new Constant();
  }

  /** Times 0.1 every {@code epochs} epochs. */
  static Schedule step(int epochs) {
    return new Step(epochs, 0.1);
  }

  /** Times 0.1 as each of {@code epochs} begins, counted from 0. */
  static Schedule multiStep(Integer... epochs) {
    return new MultiStep(List.of(epochs), 0.1);
  }

  /** Times {@code gamma} after each epoch. */
  static Schedule exponential(double gamma) {
    return new Exponential(gamma);
  }

  /** Down to 0 along half a cosine wave. */
  static Schedule cosine() {
    return new Cosine(0);
  }

  /** Up to the optimizer's own rate and down to almost 0. */
  static Schedule oneCycle() {
    return new OneCycle(0.3, 25, 1e4, true);
  }

  /** This schedule after a linear rise over the first {@code epochs} epochs. */
  default Schedule warmup(double epochs) {
    return new Warmup(epochs, this);
  }

  /** Always the optimizer's own rate. */
  record Constant() implements Schedule {
    @Override
    public double rate(double base, Place place) {
      return base;
    }
  }

  /** Times {@code gamma} every {@code epochs} epochs. */
  record Step(int epochs, double gamma) implements Schedule {
    /**
     * Checks the settings.
     *
     * @throws fovea.graph.FoveaException if one is out of its range
     */
    public Step {
      Settings.atLeast("epochs between steps of the rate", epochs, 1);
      Settings.positive("factor of the rate", gamma);
    }

    @Override
    public double rate(double base, Place place) {
      int passed = place.epoch() / epochs;
      return base * Math.pow(gamma, passed);
    }
  }

  /** Times {@code gamma} as each of {@code epochs} begins, counted from 0. */
  record MultiStep(List<Integer> epochs, double gamma) implements Schedule {
    /**
     * Checks the settings.
     *
     * @throws fovea.graph.FoveaException if one is out of its range
     */
    public MultiStep {
      epochs = List.copyOf(epochs);
      Settings.positive("factor of the rate", gamma);
    }

    @Override
    public double rate(double base, Place place) {
      double passed = epochs.stream().filter(epoch -> epoch <= place.epoch()).count();
      return base * Math.pow(gamma, passed);
    }
  }

  /** Times {@code gamma} after each epoch. */
  record Exponential(double gamma) implements Schedule {
    /**
     * Checks the settings.
     *
     * @throws fovea.graph.FoveaException if one is out of its range
     */
    public Exponential {
      Settings.positive("factor of the rate", gamma);
    }

    @Override
    public double rate(double base, Place place) {
      return base * Math.pow(gamma, place.epoch());
    }
  }

  /** Down to {@code end} along half a cosine wave (Loshchilov &amp; Hutter 2017, no restarts). */
  record Cosine(double end) implements Schedule {
    /**
     * Checks the settings.
     *
     * @throws fovea.graph.FoveaException if one is out of its range
     */
    public Cosine {
      Settings.atLeast("rate at the end", end, 0);
    }

    @Override
    public double rate(double base, Place place) {
      return wave(base, end, (double) place.step() / place.totalSteps());
    }
  }

  /**
   * Up to the optimizer's own rate, then down (Smith &amp; Topin 2019): two half waves of a cosine.
   * Meanwhile the momentum of {@link Sgd}, whatever it was set to, goes from 0.95 down to 0.85 and
   * back; other optimizers keep theirs.
   *
   * @param rise share of the steps that go up
   * @param divisor the rate starts at the optimizer's own one divided by this
   * @param endDivisor and ends at the starting one divided by this
   * @param cyclesMomentum whether the momentum changes as well
   */
  record OneCycle(double rise, double divisor, double endDivisor, boolean cyclesMomentum)
      implements Schedule {
    private static final double LOW_MOMENTUM = 0.85;
    private static final double HIGH_MOMENTUM = 0.95;

    /**
     * Checks the settings.
     *
     * @throws fovea.graph.FoveaException if one is out of its range
     */
    public OneCycle {
      Settings.fraction("share of the rise", rise);
      Settings.positive("divisor of the rate at the start", divisor);
      Settings.positive("divisor of the rate at the end", endDivisor);
    }

    @Override
    public double rate(double base, Place place) {
      double start = base / divisor;
      return isRising(place)
          ? wave(start, base, way(place))
          : wave(base, start / endDivisor, way(place));
    }

    @Override
    public OptionalDouble momentum(Place place) {
      double way = isRising(place) ? way(place) : 1 - way(place);
      return cyclesMomentum
          ? OptionalDouble.of(wave(HIGH_MOMENTUM, LOW_MOMENTUM, way))
          : OptionalDouble.empty();
    }

    private double top(Place place) {
      return Math.max(0, rise * place.totalSteps() - 1);
    }

    private boolean isRising(Place place) {
      return place.step() < top(place);
    }

    /** How much of the present rise or fall is done. */
    private double way(Place place) {
      double top = top(place);
      double last = place.totalSteps() - 1;
      if (isRising(place)) {
        return place.step() / top;
      }
      return last > top ? (place.step() - top) / (last - top) : 0;
    }
  }

  /**
   * A linear rise to the first rate of another schedule, which then runs over what is left.
   *
   * @param epochs length of the rise, not necessarily whole
   */
  record Warmup(double epochs, Schedule then) implements Schedule {
    /**
     * Checks the settings.
     *
     * @throws fovea.graph.FoveaException if one is out of its range
     */
    public Warmup {
      Settings.atLeast("epochs of warm-up", epochs, 0);
    }

    @Override
    public double rate(double base, Place place) {
      long steps = steps(place);
      double rate = then.rate(base, after(place));
      return place.step() < steps ? rate * (place.step() + 1) / steps : rate;
    }

    @Override
    public OptionalDouble momentum(Place place) {
      return then.momentum(after(place));
    }

    private long steps(Place place) {
      return Math.round(epochs * place.stepsPerEpoch());
    }

    private Place after(Place place) {
      long steps = steps(place);
      long total = Math.max(1, place.totalSteps() - steps);
      return new Place(Math.max(0, place.step() - steps), place.stepsPerEpoch(), total);
    }
  }

  private static double wave(double from, double to, double way) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * way));
  }
}
