package fovea.train.metric;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import java.util.Locale;
import java.util.function.Function;

/** A mean over examples. */
record MeanMetric(String name, Function<Pass, Tensor> perExample, boolean higherIsBetter)
    implements Metric {

  @Override
  public Tensor count(Pass pass) {
    Tensor values = perExample.apply(pass);
    if (values.shape().rank() == 0 || values.shape().dim(0) != pass.examples()) {
      throw FoveaException.at(
          name,
          String.format(
              Locale.ROOT,
              "expected a value for each of the %d examples, found %s",
              pass.examples(),
              values.shape()),
          "keep the batch axis");
    }
    double each = (double) values.shape().elements() / pass.examples();
    Tensor sum = values.cast(DType.F32).sum();
    return each == 1 ? sum : sum.mul(1 / each);
  }

  @Override
  public double value(double[] sums, long examples) {
    return examples == 0 ? 0 : sums[0] / examples;
  }
}
