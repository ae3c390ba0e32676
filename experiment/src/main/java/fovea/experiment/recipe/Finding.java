package fovea.experiment.recipe;

import java.util.OptionalDouble;

/**
 * What is to be said of a gap.
 *
 * @param gap of two errors
 * @param matters the least size at which a gap is a trouble
 * @param evidence what the examples say
 */
public record Finding(Gap gap, double matters, Evidence evidence) {
  /** No data set is that much larger. */
  private static final double MOST = 1 << 16;

  /** Half a point: what a change of the seed does. */
  private static final double LEAST = 0.005;

  /** A gap of less than this share of the largest error is not what to work on. */
  private static final double SHARE = 0.1;

  /**
   * Weighs a gap.
   *
   * @param largest error of all parts
   */
  static Finding of(Gap gap, double largest) {
    double matters = Math.max(LEAST, SHARE * largest);
    return new Finding(gap, matters, evidence(gap, matters));
  }

  private static Evidence evidence(Gap gap, double matters) {
    Interval interval = gap.interval();
    // What people get wrong is a round figure: a gap to it is clear if it is more than its
    // rounding.
    double chance = gap.from() == ErrorPart.HUMAN && counted(gap.higher()) ? matters : 0;
    // A hair of room: 8 % less 5 % is not quite 3 %.
    boolean isLarge = gap.size() >= matters - 1e-12;
    if (isLarge) {
      return interval.low() > chance ? Evidence.CLEAR : Evidence.TOO_FEW;
    }
    return interval.high() < 2 * matters ? Evidence.SMALL : Evidence.TOO_FEW;
  }

  private static boolean counted(ErrorRate rate) {
    return rate instanceof ErrorRate.Counted;
  }

  /**
   * How many times the examples there must be before something can be said, if the errors stay as
   * they are; a power of two.
   *
   * @return nothing if there are enough, or no number would do
   */
  public OptionalDouble timesMore() {
    if (evidence != Evidence.TOO_FEW) {
      return OptionalDouble.empty();
    }
    for (double factor = 2; factor <= MOST; factor *= 2) {
      if (evidence(gap.examples(factor), matters) != Evidence.TOO_FEW) {
        return OptionalDouble.of(factor);
      }
    }
    return OptionalDouble.empty();
  }
}
