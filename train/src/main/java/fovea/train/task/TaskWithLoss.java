package fovea.train.task;

import fovea.graph.Tensor;
import fovea.nn.Tensors;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.List;

/** Another task with a loss of the program's own. */
record TaskWithLoss(Task task, Criterion criterion) implements Task {

  @Override
  public Tensor loss(Pass pass) {
    return criterion.loss(task.compared(pass));
  }

  @Override
  public List<Metric> metrics() {
    return task.metrics();
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
