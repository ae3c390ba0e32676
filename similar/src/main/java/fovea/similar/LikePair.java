package fovea.similar;

import java.util.List;

/**
 * Two pictures that may be one, or nearly.
 *
 * @param first number in the index
 * @param second number in the same index, or in the other one
 * @param similarity cosine of the angle of their vectors
 * @param ratio of their distance, 1 - similarity, to the median distance of the ten pictures that
 *     are nearest to the first: small where the second stands out of the first one's neighbors, as
 *     copies do, near 1 where it is one of many (after the test of Lowe 2004)
 */
public record LikePair(int first, int second, double similarity, double ratio) {

  /** Distances below this are rounding. */
  private static final double LEAST = 1e-6;

  /**
   * A picture with its nearest one.
   *
   * @param neighbors the most similar one first
   */
  static LikePair of(int number, List<Neighbor> neighbors) {
    Neighbor nearest = neighbors.getFirst();
    Neighbor median = neighbors.get(neighbors.size() / 2);
    double usual = Math.max(1 - median.similarity(), LEAST);
    double distance = Math.max(1 - nearest.similarity(), 0);
    return new LikePair(number, nearest.number(), nearest.similarity(), distance / usual);
  }
}
