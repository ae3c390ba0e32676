package fovea.hub.settings;

import fovea.graph.type.HostBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How well labelled photos are told apart, photo by photo.
 *
 * @param losses of each photo; smaller is better
 * @param correct which photos are taken for what they are
 */
record LabelScores(List<Double> losses, List<Boolean> correct) {

  /** Copies the lists. */
  LabelScores {
    losses = List.copyOf(losses);
    correct = List.copyOf(correct);
  }

  /** Of logits {@code [n, classes]}: the cross-entropy. */
  static LabelScores ofLogits(HostBuffer logits, List<Integer> labels) {
    Double[] losses = new Double[labels.size()];
    Boolean[] correct = new Boolean[labels.size()];
    for (int i = 0; i < losses.length; i++) {
      double[] row = Rows.row(logits, i);
      double largest = Arrays.stream(row).max().orElseThrow();
      double sum = Arrays.stream(row).map(logit -> Math.exp(logit - largest)).sum();
      double own = row[labels.get(i)];
      losses[i] = largest + Math.log(sum) - own;
      correct[i] = own == largest;
    }
    return new LabelScores(List.of(losses), List.of(correct));
  }

  /** Average loss. */
  double loss() {
    return losses.stream().mapToDouble(loss -> loss).average().orElse(0);
  }

  /** Share of the photos that are taken for what they are. */
  double accuracy() {
    return correct.stream().filter(right -> right).count() / (double) correct.size();
  }

  /**
   * How much smaller the losses are than those of {@code other}: the mean of the differences in
   * units of its standard error (Student 1908).
   */
  double advantage(LabelScores other) {
    int n = losses.size();
    double mean = other.loss() - loss();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double distance = other.losses.get(i) - losses.get(i) - mean;
      squares += distance * distance;
    }
    double error = Math.sqrt(squares / Math.max(1, n - 1) / n);
    return error > 0 ? mean / error : 0;
  }
}
