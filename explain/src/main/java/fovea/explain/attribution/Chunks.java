package fovea.explain.attribution;

import fovea.explain.network.Subject;
import java.util.Arrays;

/**
 * Work on many pictures cut into parts of one size, so that one plan does them all; the last part
 * may have less to do.
 *
 * @param count of all pictures
 * @param size of a part
 */
record Chunks(int count, int size) {

  /** Values of all pictures of a part whose scores are computed: enough for all cores. */
  private static final long FORWARD_VALUES = 1 << 22;

  /** The same for gradients, for which all that a network computes is kept. */
  private static final long GRADIENT_VALUES = 1 << 20;

  private static final int MOST = 64;

  /** For {@code count} pictures whose scores are wanted. */
  static Chunks forward(Subject subject, int count) {
    return of(subject, count, FORWARD_VALUES);
  }

  /** For {@code count} pictures whose gradients are wanted. */
  static Chunks gradients(Subject subject, int count) {
    return of(subject, count, GRADIENT_VALUES);
  }

  private static Chunks of(Subject subject, int count, long values) {
    long most = Math.clamp(values / subject.input(1).shape().elements(), 1, MOST);
    int number = Math.ceilDiv(count, (int) most);
    return new Chunks(count, Math.ceilDiv(count, number));
  }

  /** How many parts there are. */
  int number() {
    return Math.ceilDiv(count, size);
  }

  /** Index of the first picture of a part. */
  int from(int chunk) {
    return chunk * size;
  }

  /** How many pictures of a part are wanted. */
  int used(int chunk) {
    return Math.min(size, count - from(chunk));
  }

  /** 1 for each picture of a part that is wanted, 0 for the rest. */
  double[] ones(int chunk) {
    double[] ones = new double[size];
    Arrays.fill(ones, 0, used(chunk), 1);
    return ones;
  }
}
