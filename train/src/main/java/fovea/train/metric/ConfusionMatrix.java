package fovea.train.metric;

import fovea.graph.type.FoveaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** How often each class was taken for each other. Immutable. */
public final class ConfusionMatrix {
  private final int classes;
  private final long[] counts;

  /**
   * Copies row-major counts, true classes down, predicted ones across.
   *
   * @throws FoveaException if there is not one for each pair of classes
   */
  public ConfusionMatrix(int classes, long... counts) {
    if (classes < 1 || counts.length != (long) classes * classes) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "expected %,d × %<,d counts, found %,d", classes, counts.length),
          "give one for each pair of classes");
    }
    this.classes = classes;
    this.counts = counts.clone();
  }

  /** A matrix of counts that were summed as floating numbers. */
  static ConfusionMatrix of(double[] counts) {
    return new ConfusionMatrix(
        (int) Math.round(Math.sqrt(counts.length)),
        Arrays.stream(counts).mapToLong(Math::round).toArray());
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** How many examples of class {@code truth} were taken for {@code predicted}. */
  public long count(int truth, int predicted) {
    return counts[truth * classes + predicted];
  }

  /** How many examples there are of class {@code truth}. */
  public long examples(int truth) {
    long sum = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      sum += count(truth, predicted);
    }
    return sum;
  }

  /** The other class that class {@code truth} is most often taken for; empty if for none. */
  public OptionalInt mostOftenTakenFor(int truth) {
    return IntStream.range(0, classes)
        .filter(predicted -> predicted != truth && count(truth, predicted) > 0)
        .boxed()
        .max(Comparator.comparingLong(predicted -> count(truth, predicted)))
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }

  /** How many examples were taken for what they are. */
  public long correct() {
    long sum = 0;
    for (int truth = 0; truth < classes; truth++) {
      sum += count(truth, truth);
    }
    return sum;
  }

  /** Share of class {@code truth} that was predicted correctly; 0 if there is no example of it. */
  public double recall(int truth) {
    return examples(truth) == 0 ? 0 : (double) count(truth, truth) / examples(truth);
  }

  /** Share of what was taken for class {@code predicted} that is of it; 0 if nothing was. */
  public double precision(int predicted) {
    long sum = 0;
    for (int truth = 0; truth < classes; truth++) {
      sum += count(truth, predicted);
    }
    return sum == 0 ? 0 : (double) count(predicted, predicted) / sum;
  }

  /** Mean of the recall of all classes that there are examples of; 0 without examples. */
  public double balancedAccuracy() {
    return IntStream.range(0, classes)
        .filter(label -> examples(label) > 0)
        .mapToDouble(this::recall)
        .average()
        .orElse(0);
  }

  /** Mean of the F1 of all classes. */
  public double macroF1() {
    return IntStream.range(0, classes).mapToDouble(this::f1).average().orElse(0);
  }

  /** Harmonic mean of precision and recall of a class; 0 if both are. */
  public double f1(int label) {
    double sum = precision(label) + recall(label);
    return sum == 0 ? 0 : 2 * precision(label) * recall(label) / sum;
  }
}
