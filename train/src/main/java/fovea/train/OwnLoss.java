package fovea.train;

import fovea.graph.Tensor;
import fovea.nn.Tensors;
import java.util.List;

/** Another task with a loss of the program's own. */
record OwnLoss(Task task, Criterion criterion) implements Task {

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
  public void check(Pass pass) {
    task.check(pass);
  }
}
