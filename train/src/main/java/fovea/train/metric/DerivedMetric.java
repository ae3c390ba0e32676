package fovea.train.metric;

import fovea.graph.Tensor;
import java.util.function.UnaryOperator;

/**
 * Another metric, under another name or of a part of the pass.
 *
 * @param part what the metric is told of a pass
 */
record DerivedMetric(Metric metric, String name, UnaryOperator<Pass> part) implements Metric {

  @Override
  public Tensor count(Pass pass) {
    return metric.count(part.apply(pass));
  }

  @Override
  public double value(double[] sums, long examples) {
    return metric.value(sums, examples);
  }

  @Override
  public boolean higherIsBetter() {
    return metric.higherIsBetter();
  }
}
