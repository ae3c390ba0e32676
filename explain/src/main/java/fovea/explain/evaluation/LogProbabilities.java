package fovea.explain.evaluation;

import fovea.graph.type.FoveaException;
import java.util.ArrayList;
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

  private final int classes;
  private final int step;
  private final int[] pictures;
  private final int[] truths;
  private final float[][] rows;
  private int count;

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

  /** Number of pictures that are kept. */
  int count() {
    return count;
  }

  /** The answers of every second picture from {@code first} on with all logits divided. */
  List<Answer> answers(int first, double temperature) {
    List<Answer> answers = new ArrayList<>();
    for (int row = first; row < count; row += 2) {
      answers.add(Answer.of(pictures[row], truths[row], softmax(rows[row], 1 / temperature)));
    }
    return answers;
  }

  /**
   * The temperature at which the true classes of every second picture from {@code first} on are the
   * likeliest. The mean of {@code -log p} is convex in its inverse; the root of the derivative is
   * found by Newton's method within bounds that are halved where it leaves them.
   *
   * @throws FoveaException if there are too few pictures
   */
  double fit(int first) {
    if (count < 2) {
      throw FoveaException.at(
          "temperature",
          String.format(Locale.ROOT, "expected 2 pictures or more, found %d", count),
          "evaluate on more pictures");
    }
    double low = 0.01;
    double high = 100;
    double inverse = 1;
    for (int i = 0; i < 60 && high / low > 1 + 1e-9; i++) {
      Slope slope = slope(first, inverse);
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
    return 1 / inverse;
  }

  /** First and second derivative of the mean of {@code -log p} by the inverse temperature. */
  private record Slope(double first, double second) {}

  private Slope slope(int first, double inverse) {
    double one = 0;
    double two = 0;
    for (int row = first; row < count; row += 2) {
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
