package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.graph.FoveaException;
import fovea.onednn.ffm.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Mean cross-entropy of softmax against classes with label smoothing (Szegedy et al. 2016), and its
 * gradient, in one pass over the logits {@code [n, c]}. The losses of the rows are added in their
 * order, whatever the number of threads.
 */
public final class CrossEntropyLoop implements Runnable, OpenMp.Body {
  /** Below this many exponentials a team is not worth its start. */
  private static final long WORTH_A_TEAM = 2048;

  private final Task task;
  private final int rows;
  private final int classes;
  private final double[] losses;
  private double slope;

  /**
   * What to compute from what, row-major.
   *
   * @param smoothing share of each target that is spread over all classes
   * @param classes the number of classes
   * @param logits f32 {@code [n, c]}
   * @param labels i32 {@code [n]}
   */
  public record Task(double smoothing, int classes, MemorySegment logits, MemorySegment labels) {}

  /**
   * Where the gradient goes.
   *
   * @param upstream the gradient of the loss, an f32 scalar
   * @param logits the gradient of the logits, f32 {@code [n, c]}; may be the logits' own memory
   */
  public record Gradient(MemorySegment upstream, MemorySegment logits) {}

  private final Optional<MemorySegment> loss;
  private final Optional<Gradient> gradient;

  private CrossEntropyLoop(Task task, Optional<MemorySegment> loss, Optional<Gradient> gradient) {
    this.task = task;
    this.loss = loss;
    this.gradient = gradient;
    this.classes = task.classes();
    this.rows = (int) (task.labels().byteSize() / Integer.BYTES);
    this.losses = new double[rows];
  }

  /** Computes the loss, an f32 scalar. */
  public static CrossEntropyLoop forward(Task task, MemorySegment loss) {
    return new CrossEntropyLoop(task, Optional.of(loss), Optional.empty());
  }

  /** Computes the gradient alone. */
  public static CrossEntropyLoop backward(Task task, Gradient gradient) {
    return new CrossEntropyLoop(task, Optional.empty(), Optional.of(gradient));
  }

  /** Computes the loss and its gradient. */
  public static CrossEntropyLoop both(Task task, MemorySegment loss, Gradient gradient) {
    return new CrossEntropyLoop(task, Optional.of(loss), Optional.of(gradient));
  }

  /**
   * {@inheritDoc}
   *
   * @throws FoveaException if a label is no class
   */
  @Override
  public void run() {
    slope = gradient.map(g -> (double) g.upstream().get(JAVA_FLOAT, 0) / rows).orElse(0.0);
    if ((long) rows * classes < WORTH_A_TEAM) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
    if (loss.isPresent()) {
      double sum = 0;
      for (double row : losses) {
        sum += row;
      }
      loss.get().set(JAVA_FLOAT, 0, (float) (sum / rows));
    }
  }

  @Override
  public void run(int thread, int threads) {
    int end = (int) ((long) rows * (thread + 1) / threads);
    for (int row = (int) ((long) rows * thread / threads); row < end; row++) {
      row(row);
    }
  }

  private void row(int row) {
    MemorySegment logits = task.logits();
    long first = (long) row * classes;
    int label = label(row);
    double largest = largest(first);
    double target = logits.getAtIndex(JAVA_FLOAT, first + label) - largest;
    double exponentials = 0;
    double shifted = 0; // sum of the logits, for the share that is spread
    for (int i = 0; i < classes; i++) {
      double x = logits.getAtIndex(JAVA_FLOAT, first + i) - largest;
      double e = Math.exp(x);
      exponentials += e;
      shifted += x;
      if (gradient.isPresent()) {
        gradient.get().logits().setAtIndex(JAVA_FLOAT, first + i, (float) e);
      }
    }
    double even = task.smoothing() / classes;
    double own = 1 - task.smoothing();
    losses[row] = Math.log(exponentials) - own * target - even * shifted;
    if (gradient.isPresent()) {
      subtractTargets(gradient.get().logits(), first, slope / exponentials, slope * even);
      add(gradient.get().logits(), first + label, -slope * own);
    }
  }

  private void subtractTargets(MemorySegment out, long first, double scale, double even) {
    for (int i = 0; i < classes; i++) {
      double e = out.getAtIndex(JAVA_FLOAT, first + i);
      out.setAtIndex(JAVA_FLOAT, first + i, (float) (e * scale - even));
    }
  }

  private static void add(MemorySegment out, long index, double value) {
    out.setAtIndex(JAVA_FLOAT, index, (float) (out.getAtIndex(JAVA_FLOAT, index) + value));
  }

  private float largest(long first) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      largest = Math.max(largest, task.logits().getAtIndex(JAVA_FLOAT, first + i));
    }
    return largest;
  }

  private int label(int row) {
    int label = task.labels().getAtIndex(JAVA_INT, row);
    if (label < 0 || label >= classes) {
      throw FoveaException.at(
          "cross-entropy",
          "row %d has label %d, and the classes are 0 to %d".formatted(row, label, classes - 1),
          "give a network with as many outputs as the data has classes");
    }
    return label;
  }
}
