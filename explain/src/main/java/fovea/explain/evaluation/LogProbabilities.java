package fovea.explain.evaluation;

import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Logarithms of the probabilities of all classes for pictures, which are logits but for a number
 * that is the same for all classes. Of many pictures, every second, third or further one is kept,
 * so that memory is bounded.
 */
final class LogProbabilities {

  /** Numbers that are kept at most: 64 MiB. */
  private static final long MOST = 1 << 24;

  private static final double SMALLEST = Float.MIN_NORMAL;

  /** Bounds of the inverse temperature. */
  private static final double LOW = 0.01;

  private static final double HIGH = 100;

  private final int classes;
  private final int step;
  private final int[] pictures;
  private final int[] truths;
  private final float[][] rows;
  private int count;

  /**
   * Some of the pictures that are kept, in their order.
   *
   * @param first index of the first of them
   * @param step from one to the next
   */
  record Rows(int first, int step) {
    static final Rows ALL = new Rows(0, 1);
    static final Rows EVEN = new Rows(0, 2);
    static final Rows ODD = new Rows(1, 2);

    private IntStream of(int count) {
      return IntStream.iterate(first, row -> row < count, row -> row + step);
    }
  }

  /** For so many pictures, of which at most {@link #MOST} numbers are kept. */
  LogProbabilities(int pictures, int classes) {
    this(pictures, classes, MOST);
  }

  LogProbabilities(int pictures, int classes, long most) {
    this.classes = classes;
    this.step = (int) Math.max(1, Math.ceilDiv((long) pictures * classes, most));
    int kept = Math.ceilDiv(pictures, step);
    this.pictures = new int[kept];
    this.truths = new int[kept];
    this.rows = new float[kept][];
  }

  /** Keeps those of a picture, or not. */
  void add(int picture, int truth, double... probabilities) {
    if (picture % step == 0) {
      float[] row = new float[classes];
      for (int i = 0; i < classes; i++) {
        row[i] = (float) Math.log(Math.max(probabilities[i], SMALLEST));
      }
      pictures[count] = picture;
      truths[count] = truth;
      rows[count++] = row;
    }
  }

  /** Number of pictures among those that are kept. */
  int count(Rows some) {
    return (int) some.of(count).count();
  }

  /** The answers for pictures with all logits divided. */
  List<Answer> answers(Rows some, double temperature) {
    return some.of(count)
        .mapToObj(row -> Answer.of(pictures[row], truths[row], softmax(rows[row], 1 / temperature)))
        .toList();
  }

  /**
   * The temperature at which the true classes of pictures are the likeliest. The mean of {@code
   * -log p} is convex in its inverse; the root of the derivative is found by Newton's method within
   * bounds that are halved where it leaves them.
   *
   * @throws FoveaException if there are no pictures, or no temperature between 0.01 and 100 is
   *     better than those below or above it, as where all answers are right
   */
  double fit(Rows some) {
    requireAny(some);
    double low = LOW;
    double high = HIGH;
    double inverse = 1;
    for (int i = 0; i < 60 && high / low > 1 + 1e-9; i++) {
      Slope slope = slope(some, inverse);
      if (slope.first > 0) {
        high = inverse;
      } else {
        low = inverse;
      }
      double next = slope.second > 0 ? inverse - slope.first / slope.second : low;
      boolean inside = next > low && next < high;
      double before = inverse;
      inverse = inside ? next : Math.sqrt(low * high);
      if (inside && Math.abs(inverse - before) < 1e-10 * before) {
        break;
      }
    }
    requireInside(some, inverse);
    return 1 / inverse;
  }

  /**
   * Checks that there are such pictures.
   *
   * @throws FoveaException if there are none
   */
  void requireAny(Rows some) {
    if (count(some) == 0) {
      throw FoveaException.at(
          "temperature",
          String.format(
              Locale.ROOT, "expected pictures to fit on and others to judge by, found %d", count),
          "evaluate on more pictures");
    }
  }

  private void requireInside(Rows some, double inverse) {
    if (inverse < LOW * 1.01 || inverse > HIGH / 1.01) {
      throw FoveaException.at(
          "temperature",
          String.format(
              Locale.ROOT,
              "expected pictures that one fits best, found %,d, of which the model is right about"
                  + " %,d",
              count(some),
              answers(some, 1).stream().filter(Answer::isCorrect).count()),
          "evaluate on more pictures, right and wrong ones");
    }
  }

  /** First and second derivative of the mean of {@code -log p} by the inverse temperature. */
  private record Slope(double first, double second) {}

  private Slope slope(Rows some, double inverse) {
    double one = 0;
    double two = 0;
    for (int row : some.of(count).toArray()) {
      float[] logits = rows[row];
      double[] shares = softmax(logits, inverse);
      double mean = IntStream.range(0, classes).mapToDouble(i -> shares[i] * logits[i]).sum();
      double square =
          IntStream.range(0, classes)
              .mapToDouble(i -> shares[i] * (logits[i] - mean) * (logits[i] - mean))
              .sum();
      one += mean - logits[truths[row]];
      two += square;
    }
    return new Slope(one, two);
  }

  private static double[] softmax(float[] logits, double inverse) {
    double[] shares = new double[logits.length];
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit * inverse);
    }
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(logits[i] * inverse - max);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
