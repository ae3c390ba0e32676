package fovea.explain.maximize;

import fovea.explain.parametrization.FixedMagnitude;
import fovea.explain.parametrization.Fourier;
import fovea.explain.parametrization.Parametrization;
import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an input is found that drives a part of a network most: the settings of activation
 * maximization (Erhan et al. 2009). {@link #of} and {@link #maco} have published ones.
 *
 * @param parametrization what is learned
 * @param views what the network sees of it in a step
 * @param rule how gradients change it
 * @param steps number of steps
 * @param size longest side of the picture in pixels; that which suits the views and the network if
 *     none is given
 * @param seed of all that is random; the same seed gives the same pictures on the same machine
 * @param penalties what pictures should have little of, with weights
 */
public record Maximization(
    Parametrization parametrization,
    Views views,
    AscentRule rule,
    int steps,
    OptionalInt size,
    long seed,
    SortedMap<Penalty, Double> penalties) {
  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_PIXELS = 4_096;

  /**
   * Copies the map.
   *
   * @throws FoveaException if a number is out of its range
   */
  public Maximization {
    penalties = Collections.unmodifiableSortedMap(new TreeMap<>(penalties));
    within("steps", steps, MOST_STEPS);
    within("size", size.orElse(1), MOST_PIXELS);
  }

  private static void within(String what, int found, int most) {
    if (found < 1 || found > most) {
      throw FoveaException.at(
          what,
          String.format(Locale.ROOT, "expected 1 to %,d, found %,d", most, found),
          "choose another number");
    }
  }

  private Maximization(Parametrization parametrization, Views views, AscentRule rule, int steps) {
    this(parametrization, views, rule, steps, OptionalInt.empty(), 0, new TreeMap<>());
  }

  /**
   * A Fourier spectrum with decorrelated colors, small changes of the view, Adam with a rate of
   * 0.05, 512 steps (Olah et al. 2017, "Feature Visualization").
   */
  public static Maximization of() {
    return new Maximization(new Fourier(), new RobustViews(), new AscentRule.WithAdam(0.05), 512);
  }

  /**
   * The phases of a spectrum, random crops, Nadam with a rate of 1, 256 steps (MaCo: Fel et al.
   * 2023). Takes longer, and makes pictures for deep layers and classes of large networks.
   */
  public static Maximization maco() {
    return new Maximization(
        new FixedMagnitude(), new RandomCrops(), new AscentRule.WithNadam(1), 256);
  }

  /** With something else to be learned. */
  public Maximization parametrization(Parametrization other) {
    return new Maximization(other, views, rule, steps, size, seed, penalties);
  }

  /** With other views. */
  public Maximization views(Views other) {
    return new Maximization(parametrization, other, rule, steps, size, seed, penalties);
  }

  /** With another rule of ascent. */
  public Maximization rule(AscentRule other) {
    return new Maximization(parametrization, views, other, steps, size, seed, penalties);
  }

  /** With another number of steps. */
  public Maximization steps(int number) {
    return new Maximization(parametrization, views, rule, number, size, seed, penalties);
  }

  /** With pictures whose longest side has so many pixels. */
  public Maximization size(int pixels) {
    return new Maximization(
        parametrization, views, rule, steps, OptionalInt.of(pixels), seed, penalties);
  }

  /** With another seed. */
  public Maximization seed(long other) {
    return new Maximization(parametrization, views, rule, steps, size, other, penalties);
  }

  /**
   * With {@code weight} times a penalty taken from the objective.
   *
   * @throws FoveaException if the weight is no number of 0 or more
   */
  public Maximization penalty(Penalty penalty, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw FoveaException.at(
          penalty.title(), "expected a weight of 0 or more, found " + weight, "choose another");
    }
    SortedMap<Penalty, Double> more = new TreeMap<>(penalties);
    more.put(penalty, weight);
    return new Maximization(parametrization, views, rule, steps, size, seed, more);
  }
}
