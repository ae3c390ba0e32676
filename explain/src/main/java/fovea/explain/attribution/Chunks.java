package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Work on many pictures cut into parts of one size, so that one plan does them all; the last part
 * may have less to do.
 *
 * @param count of all pictures
 * @param size of a part
 */
record Chunks(int count, int size) {

  /** Values of all pictures of a part: all that a network computes of these is kept. */
  private static final long VALUES = 1 << 20;

  private static final int MOST = 64;

  /**
   * For {@code count} pictures whose gradients are wanted: of sizes that suit the cores, the one
   * that leaves the least of the last part idle.
   */
  static Chunks of(ExplainedNetwork subject, int count) {
    int most = Math.clamp(VALUES / subject.input(1).shape().elements(), 1, MOST);
    return IntStream.iterate(Math.min(most, count), size -> size > most / 2, size -> size - 1)
        .mapToObj(size -> new Chunks(count, size))
        .min(Comparator.comparingInt(chunks -> chunks.number() * chunks.size))
        .orElse(new Chunks(count, count));
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

  /** The numbers of a part's pictures, 0 where it has less to do. */
  double[] part(double[] all, int chunk) {
    double[] part = new double[size];
    System.arraycopy(all, from(chunk), part, 0, used(chunk));
    return part;
  }
}
