package fovea.explain.evaluation;

import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is right as often as it says: its answers in bins of confidence (Guo et al. 2017,
 * "On Calibration of Modern Neural Networks").
 *
 * @param bins of equal width, from confidence 0 to 1
 */
public record Calibration(List<Bin> bins) {

  /** Number of bins in the paper. */
  public static final int BINS = 15;

  /** Copies the list. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Answers whose confidence is above {@code from} and at most {@code to}.
   *
   * @param from lower bound
   * @param to upper bound
   * @param count number of answers
   * @param confidence their mean confidence; 0 if there are none
   * @param accuracy share of correct ones; 0 if there are none
   */
  public record Bin(double from, double to, int count, double confidence, double accuracy) {

    /** How far the model is surer than right; below zero if it is less sure. */
    public double gap() {
      return confidence - accuracy;
    }
  }

  /** Answers in {@link #BINS} bins. */
  public static Calibration of(List<Answer> answers) {
    return of(answers, BINS);
  }

  /**
   * Answers in so many bins.
   *
   * @throws FoveaException if there is no bin
   */
  public static Calibration of(List<Answer> answers, int bins) {
    if (bins < 1) {
      throw FoveaException.at("bins", "expected 1 or more, found " + bins, "ask for some");
    }
    int[] counts = new int[bins];
    int[] correct = new int[bins];
    double[] confidence = new double[bins];
    for (Answer answer : answers) {
      int bin = bin(answer.confidence(), bins);
      counts[bin]++;
      correct[bin] += answer.isCorrect() ? 1 : 0;
      confidence[bin] += answer.confidence();
    }
    List<Bin> list = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      int some = Math.max(1, counts[i]);
      list.add(
          new Bin(
              (double) i / bins,
              (i + 1.0) / bins,
              counts[i],
              confidence[i] / some,
              (double) correct[i] / some));
    }
    return new Calibration(list);
  }

  /** The first bin that does not end below {@code confidence}. */
  private static int bin(double confidence, int bins) {
    int bin = Math.clamp((int) (confidence * bins), 0, bins - 1);
    return bin > 0 && confidence <= (double) bin / bins ? bin - 1 : bin;
  }

  /** Number of answers. */
  public int count() {
    return bins.stream().mapToInt(Bin::count).sum();
  }

  /**
   * Expected calibration error: the mean over the answers of the size of their bin's gap; 0 if
   * there are none.
   */
  public double expectedError() {
    double sum = bins.stream().mapToDouble(bin -> bin.count() * Math.abs(bin.gap())).sum();
    return sum / Math.max(1, count());
  }

  /** Size of the largest gap of a bin with answers. */
  public double maximumError() {
    return bins.stream()
        .filter(bin -> bin.count() > 0)
        .mapToDouble(bin -> Math.abs(bin.gap()))
        .max()
        .orElse(0);
  }
}
