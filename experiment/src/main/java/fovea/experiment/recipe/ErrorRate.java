package fovea.experiment.recipe;

import fovea.graph.type.FoveaException;
import java.util.Locale;

/** A share of examples that are wrong, from 0 to 1. */
public sealed interface ErrorRate {

  /** The share. */
  double rate();

  /** Where the share of all examples of the kind lies, of which these are a few. */
  Interval interval();

  /**
   * A share of some examples.
   *
   * @param wrong how many are wrong; a share that was rounded gives no whole number
   * @param examples how many there are
   */
  record Counted(double wrong, long examples) implements ErrorRate {

    /**
     * Checks the numbers.
     *
     * @throws FoveaException if there is no example, or more are wrong than there are
     */
    public Counted {
      if (examples < 1 || !(wrong >= 0 && wrong <= examples)) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT,
                "expected 0 to all of at least one example to be wrong, found %s of %d",
                wrong,
                examples),
            "check the numbers");
      }
    }

    @Override
    public double rate() {
      return wrong / examples;
    }

    @Override
    public Interval interval() {
      return BinomialInterval.of(wrong, examples);
    }
  }

  /** A share that somebody has stated; of how many examples is not known. */
  record Stated(double rate) implements ErrorRate {

    /**
     * Checks the share.
     *
     * @throws FoveaException if it is not from 0 to 1
     */
    public Stated {
      if (!(rate >= 0 && rate <= 1)) {
        throw FoveaException.here(
            "expected an error from 0 to 1, found " + rate, "write 1 % as 0.01");
      }
    }

    @Override
    public Interval interval() {
      return new Interval(rate, rate);
    }
  }
}
