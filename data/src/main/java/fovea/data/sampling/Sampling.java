package fovea.data.sampling;

import fovea.data.pixels.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which examples an epoch consists of, and in which order. An epoch always has as many examples as
 * the data set; what is drawn follows from seed and epoch.
 */
public sealed interface Sampling {

  /** Every example once, in the order of the data set. */
  record InOrder() implements Sampling {
    @Override
    public String toString() {
      return "in order";
    }
  }

  /** Every example once, in another random order for every epoch. */
  record Shuffled() implements Sampling {
    @Override
    public String toString() {
      return "shuffled";
    }
  }

  /**
   * As many examples of each class, or one more, in random order: examples of rare classes are
   * drawn several times, of frequent ones some are left out, others in another epoch. No example is
   * drawn again before all of its class have been.
   */
  record Balanced() implements Sampling {
    @Override
    public String toString() {
      return "balanced";
    }
  }

  /**
   * As many examples as there are, drawn with replacement once for all epochs, in another random
   * order for every epoch: about a third of the examples is never seen. What each member of a
   * bagged ensemble learns from: {@link Bootstrap}.
   */
  record Bootstrapped() implements Sampling {
    @Override
    public String toString() {
      return "bootstrap";
    }
  }

  /**
   * Examples drawn with replacement, as PyTorch's {@code WeightedRandomSampler} does.
   *
   * @param weights of the examples; their ratios decide how often each is drawn
   */
  record Weighted(List<Double> weights) implements Sampling {

    /**
     * Copies the list.
     *
     * @throws DataException if a weight is negative or not finite, or none is above 0
     */
    public Weighted {
      weights = List.copyOf(weights);
      for (double weight : weights) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
          throw new DataException(
              "sampling weights",
              "expected finite numbers of 0 or more, found " + weight,
              "Give the example another weight");
        }
      }
      if (weights.stream().allMatch(weight -> weight == 0)) {
        throw new DataException(
            "sampling weights", "expected one above 0, found none", "Give some examples a weight");
      }
    }

    /** Such as {@code weighted (60,000 weights, 9f86d081)}: equal for equal weights. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "weighted (%,d weights, %08x)", weights.size(), weights.hashCode());
    }
  }

  /** Examples drawn with replacement by these weights, one for each example. */
  static Weighted weighted(double... weights) {
    return new Weighted(Arrays.stream(weights).boxed().toList());
  }

  /** Whether an example may be drawn more than once in an epoch. */
  default boolean repeats() {
    return switch (this) {
      case InOrder _, Shuffled _ -> false;
      case Balanced _, Bootstrapped _, Weighted _ -> true;
    };
  }
}
