package fovea.train;

import fovea.graph.HostBuffer;
import java.util.stream.LongStream;

/** Counts hits and sums losses, batch by batch. */
final class Tally {
  private long[] confusion = {};
  private long[] ranks = {};
  private int classes;
  private long n;
  private double loss;

  /**
   * Adds one batch.
   *
   * @param scores {@code [n, classes]}, the higher the likelier
   * @param labels {@code [n]}
   * @param meanLoss over the batch
   */
  void add(HostBuffer scores, HostBuffer labels, double meanLoss) {
    int rows = scores.type().shape().dim(0);
    begin(Math.toIntExact(scores.type().shape().elements() / Math.max(rows, 1)));
    for (int row = 0; row < rows; row++) {
      add(scores, (long) row * classes, (int) labels.at(row));
    }
    n += rows;
    loss += meanLoss * rows;
  }

  /** All that was added. */
  Evaluation total() {
    return new Evaluation(
        n,
        n == 0 ? 0 : loss / n,
        new ConfusionMatrix(classes, confusion),
        LongStream.of(ranks).boxed().toList());
  }

  private void begin(int columns) {
    if (classes == 0) {
      classes = columns;
      confusion = new long[Math.multiplyExact(classes, classes)];
      ranks = new long[classes];
    }
  }

  private void add(HostBuffer scores, long start, int label) {
    double own = scores.at(start + label);
    int best = label;
    int above = Double.isNaN(own) ? classes - 1 : 0;
    for (int i = 0; i < classes; i++) {
      double score = scores.at(start + i);
      // Equal scores rank by index, as argmax does.
      if (score > own || (score == own && i < label)) {
        above++;
        best = best == label || score > scores.at(start + best) ? i : best;
      }
    }
    confusion[label * classes + best]++;
    ranks[above]++;
  }
}
