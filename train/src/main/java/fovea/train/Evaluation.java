package fovea.train;

import java.util.List;

/**
 * How well a model did on labelled pictures.
 *
 * @param n number of pictures
 * @param loss mean over the pictures
 * @param confusion which classes were taken for which
 * @param ranks at index {@code r} how many pictures had {@code r} classes rated above the true one
 */
public record Evaluation(long n, double loss, ConfusionMatrix confusion, List<Long> ranks) {

  /** Copies the list. */
  public Evaluation {
    ranks = List.copyOf(ranks);
  }

  /** Share of pictures whose true class was rated highest; 0 if there are none. */
  public double accuracy() {
    return topK(1);
  }

  /** Share of pictures whose true class was among the {@code k} rated highest. */
  public double topK(int k) {
    long hits = ranks.stream().limit(k).mapToLong(Long::longValue).sum();
    return n == 0 ? 0 : (double) hits / n;
  }
}
