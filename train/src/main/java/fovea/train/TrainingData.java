package fovea.train;

import fovea.data.DataLoader;
import fovea.data.batch.TensorSpec;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Scope;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.train.distill.Distillation;
import fovea.train.metric.Pass;
import fovea.train.metric.TestInterval;
import fovea.train.pass.DistillationPass;
import fovea.train.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The data to train on and the data to test on. */
final class TrainingData {
  private final DataLoader train;
  private final Optional<DataLoader> test;

  TrainingData(DataLoader train) {
    this.train = train;
    this.test = Optional.empty();
  }

  TrainingData(DataLoader train, DataLoader test) {
    this.train = train;
    this.test = Optional.of(test);
  }

  DataLoader train() {
    return train;
  }

  Optional<DataLoader> test() {
    return test;
  }

  /**
   * Checks, before anything runs, that the model takes the inputs, that its outputs and the targets
   * fit the task, and that it knows all classes.
   *
   * @throws FoveaException if something does not
   */
  void check(Network model, Task task) {
    check(model, task, train);
    test.ifPresent(batches -> check(model, task, batches));
  }

  /**
   * Checks, before anything runs, that a teacher takes the inputs, and that its answers fit those
   * of the model.
   *
   * @throws FoveaException if something does not
   */
  void check(Network model, Task task, Distillation distillation) {
    Tensors inputs = zeros(train.schema().inputs());
    Tensors outputs = Mode.inference(() -> model.apply(inputs));
    Pass pass = new Pass(inputs, outputs, zeros(train.schema().targets()));
    Task taught = DistillationPass.task(distillation, task, inputs);
    Scope.within("teacher", () -> checked(taught, pass));
  }

  /**
   * Checks that there is something to test on within epochs.
   *
   * @throws FoveaException if there is not
   */
  void check(TestInterval interval) {
    if (interval.unit() == TestInterval.Unit.STEPS && test.isEmpty()) {
      throw FoveaException.at(
          "test every " + interval,
          "expected test examples, found none",
          "train with test examples, or leave this out");
    }
  }

  private static void check(Network model, Task task, DataLoader batches) {
    Tensors inputs = zeros(batches.schema().inputs());
    Tensors targets = zeros(batches.schema().targets());
    Tensors outputs = Mode.inference(() -> model.apply(inputs));
    Scope.within(batches.data().name(), () -> checked(task, new Pass(inputs, outputs, targets)));
    Shape out = outputs.byName().firstEntry().getValue().shape();
    int classes = batches.data().classes().size();
    boolean isBinary = out.rank() == 2 && out.dim(1) == 1 && classes == 2;
    if (out.rank() == 2 && out.dim(1) < classes && !isBinary) {
      throw FoveaException.at(
          batches.data().name(),
          "expected at most " + out.dim(1) + " classes as the model has, found " + classes,
          "give the model as many outputs as there are classes");
    }
  }

  private static Pass checked(Task task, Pass pass) {
    task.check(pass);
    return pass;
  }

  private static Tensors zeros(List<TensorSpec> specs) {
    SequencedMap<String, Tensor> zeros = new LinkedHashMap<>();
    for (TensorSpec spec : specs) {
      TensorType one = spec.batch(1);
      zeros.put(spec.name(), Tensor.full(one, 0));
    }
    return new Tensors(zeros);
  }
}
