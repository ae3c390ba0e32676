package fovea.train.counting;

import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.ArrayList;
import java.util.List;

/** What the metrics of a task count in each batch: results of the batch's plan. */
public final class Counts {
  private final List<Metric> metrics;
  private final double[][] values;

  /** Of these metrics. */
  public Counts(List<Metric> metrics) {
    this.metrics = metrics;
    this.values = new double[metrics.size()][0];
  }

  /** The nodes, one for each metric. */
  public List<Tensor> of(Pass pass) {
    List<Tensor> counts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Metric metric = metrics.get(i);
      Tensor count = Scope.within(metric.name(), () -> metric.count(pass));
      if (count.type().dtype() != DType.F32) {
        throw FoveaException.at(
            metric.name(), "a metric counts in f32, found " + count.type(), "cast what it counts");
      }
      values[i] = new double[Math.toIntExact(count.shape().elements())];
      counts.add(count);
    }
    return counts;
  }

  /** Takes the results of a run, which begin at {@code first}. */
  public void read(Plan plan, int first) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].length == 1) {
        // Without a copy, which every step of training would make.
        values[i][0] = plan.scalar(first + i);
      } else {
        values[i] = plan.result(first + i).doubles();
      }
    }
  }

  /** The numbers of the last run, one array for each metric; valid until the next. */
  public double[][] values() {
    return values;
  }
}
