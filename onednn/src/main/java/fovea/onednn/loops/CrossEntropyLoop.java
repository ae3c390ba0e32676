package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import fovea.graph.type.FoveaException;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * What cross-entropy with label smoothing (Szegedy et al. 2016) does at the labels; all that goes
 * over every class is left to oneDNN, so that nothing here takes longer with more classes.
 */
public final class CrossEntropyLoop {
  private CrossEntropyLoop() {}

  /**
   * The targets of a batch.
   *
   * @param labels i32 {@code [n]}
   * @param smoothing share of each target that is spread over all classes
   */
  public record Targets(MemorySegment labels, int classes, double smoothing) {
    int rows() {
      return (int) (labels.byteSize() / Integer.BYTES);
    }

    /** Share of its own class. */
    double own() {
      return 1 - smoothing;
    }

    /** Share of every class. */
    double even() {
      return smoothing / classes;
    }

    /** Index of the element of a row that the label names. */
    private long at(int row) {
      int label = labels.getAtIndex(JAVA_INT, row);
      if (label < 0 || label >= classes) {
        throw FoveaException.at(
            "cross-entropy",
            String.format(
                Locale.ROOT,
                "row %d has label %d, and the classes are 0 to %d",
                row,
                label,
                classes - 1),
            "give a network with as many outputs as the data has classes");
      }
      return (long) row * classes + label;
    }
  }

  /**
   * What oneDNN finds out about the rows of a batch.
   *
   * @param logits f32 {@code [n, c]}
   * @param largest logit of each row, f32 {@code [n]}
   * @param sum of the logits of each row, f32 {@code [n]}
   * @param likeliest probability of each row, f32 {@code [n]}
   */
  public record Rows(
      MemorySegment logits, MemorySegment largest, MemorySegment sum, MemorySegment likeliest) {

    /** Minus the logarithm of the probability of the label, or of all classes on average. */
    private double loss(int row, Targets targets) {
      // Maxima may pass over what is no number; sums do not.
      if (Float.isNaN(sum.getAtIndex(JAVA_FLOAT, row))) {
        return Double.NaN;
      }
      double top = largest.getAtIndex(JAVA_FLOAT, row);
      // The likeliest class never underflows, and its logarithm is that of the sum of exponentials.
      double toTop = -Math.log(likeliest.getAtIndex(JAVA_FLOAT, row));
      double own = top - logits.getAtIndex(JAVA_FLOAT, targets.at(row));
      double all = targets.classes() * top - sum.getAtIndex(JAVA_FLOAT, row);
      // An impossible class costs nothing where it is no target: 0 * infinity would be NaN.
      double even = targets.even() == 0 ? 0 * top : targets.even() * all;
      return toTop + targets.own() * own + even;
    }
  }

  /** The mean loss, an f32 scalar; the losses of the rows are added in their order. */
  public static Runnable loss(Targets targets, Rows rows, MemorySegment loss) {
    return () -> {
      double sum = 0;
      for (int row = 0; row < targets.rows(); row++) {
        sum += rows.loss(row, targets);
      }
      loss.set(JAVA_FLOAT, 0, (float) (sum / targets.rows()));
    };
  }

  /** The share of the upstream gradient, an f32 scalar, that each row gets. */
  public static Runnable slope(Targets targets, MemorySegment upstream, MemorySegment slope) {
    return () -> slope.set(JAVA_FLOAT, 0, upstream.get(JAVA_FLOAT, 0) / targets.rows());
  }

  /**
   * Subtracts each row's own target from the gradient of the logits.
   *
   * @param gradient {@code slope * (probability - even)}, f32 {@code [n, c]}
   */
  public static Runnable subtract(Targets targets, MemorySegment slope, MemorySegment gradient) {
    return () -> {
      float own = (float) (targets.own() * slope.get(JAVA_FLOAT, 0));
      for (int row = 0; row < targets.rows(); row++) {
        long at = targets.at(row);
        gradient.setAtIndex(JAVA_FLOAT, at, gradient.getAtIndex(JAVA_FLOAT, at) - own);
      }
    };
  }
}
