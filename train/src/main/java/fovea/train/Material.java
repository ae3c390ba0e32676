package fovea.train;

import fovea.data.Batches;
import fovea.data.TensorSpec;
import fovea.graph.FoveaException;
import fovea.graph.Scope;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What is learned from, and what is judged by. */
final class Material {
  private final Batches train;
  private final Optional<Batches> test;

  Material(Batches train) {
    this.train = train;
    this.test = Optional.empty();
  }

  Material(Batches train, Batches test) {
    this.train = train;
    this.test = Optional.of(test);
  }

  Batches train() {
    return train;
  }

  Optional<Batches> test() {
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

  private static void check(Network model, Task task, Batches batches) {
    Tensors inputs = zeros(batches.data().schema().inputs());
    Tensors targets = zeros(batches.data().schema().targets());
    Tensors outputs = Mode.inference(() -> model.apply(inputs));
    Scope.within(batches.data().name(), () -> checked(task, new Pass(inputs, outputs, targets)));
    Shape out = outputs.byName().firstEntry().getValue().shape();
    int classes = batches.data().classes().size();
    if (out.rank() == 2 && out.dim(1) < classes) {
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
