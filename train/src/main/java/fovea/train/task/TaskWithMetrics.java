package fovea.train.task;

import fovea.graph.Tensor;
import fovea.nn.Tensors;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;
import java.util.stream.Stream;

/** Another task, with more metrics. */
record TaskWithMetrics(Task task, List<Metric> more) implements Task {

  TaskWithMetrics {
    more = List.copyOf(more);
  }

  @Override
  public Tensor loss(Pass pass) {
    return task.loss(pass);
  }

  @Override
  public List<Metric> metrics() {
    return Stream.concat(task.metrics().stream(), more.stream()).toList();
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    return task.predictions(outputs);
  }

  @Override
  public Pass compared(Pass pass) {
    return task.compared(pass);
  }

  @Override
  public TaskKind kind() {
    return task.kind();
  }

  @Override
  public void check(Pass pass) {
    task.check(pass);
  }
}
