package fovea.train.pass;

import fovea.graph.Tensor;
import fovea.graph.type.Scope;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.PixelBounds;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A pass in training over a batch and its adversarial examples. The clean and the changed batch go
 * through the network as one, so that batch norms see both; what is measured is that of the clean
 * one, unless there is none.
 *
 * @param bounds what the numbers of the network's input can be
 */
public record AdversarialPass(AdversarialTraining training, PixelBounds bounds)
    implements PassMaker {

  @Override
  public TrainingPass of(Network model, Task task, TrainingPass.Inputs in) {
    Tensors changed = changed(model, task, in);
    if (training.clean() == 0) {
      return TrainingPass.of(
          model, task, new TrainingPass.Inputs(changed, in.targets(), in.random()));
    }
    TrainingPass both =
        TrainingPass.of(
            model,
            new Halves(task, training.clean()),
            in,
            clean -> model.apply(joined(clean, changed)));
    Pass forward = Halves.half(both.forward(), 0);
    return new TrainingPass(both.trained(), forward, both.loss(), both.gradients());
  }

  private Tensors changed(Network model, Task task, TrainingPass.Inputs in) {
    UnaryOperator<Tensor> loss =
        pictures -> {
          Tensors inputs = in.inputs().map(_ -> pictures);
          return task.loss(new Pass(inputs, model.apply(inputs), in.targets()));
        };
    return Scope.within(
        "attack",
        () ->
            Mode.inference(
                () ->
                    Tensors.of(
                        in.inputs().byName().firstEntry().getKey(),
                        training.attack().apply(in.inputs().only(), bounds, in.random(), loss))));
  }

  private static Tensors joined(Tensors clean, Tensors changed) {
    return clean.map(batch -> Tensor.concat(0, List.of(batch, changed.only())));
  }

  /**
   * The task of a clean batch and a changed one after it, with the targets of one.
   *
   * @param clean share of the clean one's loss
   */
  private record Halves(Task task, double clean) implements Task {

    @Override
    public Tensor loss(Pass pass) {
      Tensor first = task.loss(half(pass, 0)).mul(clean);
      return first.add(task.loss(half(pass, 1)).mul(1 - clean));
    }

    @Override
    public void check(Pass pass) {
      task.check(half(pass, 0));
    }

    /** The outputs of one of both; inputs and targets are those of the clean one. */
    static Pass half(Pass both, int index) {
      int examples = both.examples();
      Tensors outputs =
          both.outputs().map(output -> output.slice(0, index * examples, (index + 1) * examples));
      return new Pass(both.inputs(), outputs, both.targets());
    }
  }
}
