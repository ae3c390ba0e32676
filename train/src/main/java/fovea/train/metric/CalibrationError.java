package fovea.train.metric;

import fovea.graph.Axes;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import java.util.List;

/**
 * Mean over the examples of how far confidence and accuracy are apart in their bin of confidence.
 * Counts {@code [bins, 3]}: examples, their confidences, and those that are right.
 */
record CalibrationError(int bins) implements Metric {

  @Override
  public String name() {
    return "calibration_error";
  }

  @Override
  public Tensor count(Pass pass) {
    Tensor confidence = pass.output().softmax(1).max(Axes.of(1).keep());
    // Of neighboring bounds, the lower one is exceeded and the upper one is not.
    Tensor inside = above(confidence, 0).sub(above(confidence, 1));
    Tensor right = Classes.right(pass).cast(DType.F32).reshape(-1, 1);
    Tensor ones = confidence.mul(0).add(1);
    Tensor columns = Tensor.concat(1, List.of(ones, confidence, right));
    return inside.transpose(1, 0).matmul(columns);
  }

  /** 1 where the confidence is above a bound: the lower ones of all bins, or the upper ones. */
  private Tensor above(Tensor confidence, int upper) {
    float[] bounds = new float[bins];
    for (int i = 0; i < bins; i++) {
      bounds[i] = (float) ((double) (i + upper) / bins);
    }
    if (upper == 1) {
      bounds[bins - 1] = 2; // rounding makes some confidences a little larger than 1
    }
    return confidence.greater(Tensor.of(Shape.of(1, bins), bounds));
  }

  @Override
  public double value(double[] sums, long examples) {
    double apart = 0;
    for (int i = 0; i < sums.length; i += 3) {
      apart += Math.abs(sums[i + 1] - sums[i + 2]);
    }
    return examples == 0 ? 0 : apart / examples;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
