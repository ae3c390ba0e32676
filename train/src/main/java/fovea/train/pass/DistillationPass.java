package fovea.train.pass;

import fovea.data.PictureSet;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.nn.loss.Losses;
import fovea.train.distill.Distillation;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;

/**
 * A pass in training that learns from a teacher's answers to the batch as well. What is measured of
 * examples without a class is whether the student says what the teacher does.
 *
 * @param others what the pass is without a teacher
 */
public record DistillationPass(Distillation distillation, PassMaker others) implements PassMaker {

  @Override
  public TrainingPass of(Network model, Task task, TrainingPass.Inputs in) {
    Distilled distilled = distilled(distillation, task, in.inputs());
    TrainingPass made = others.of(model, distilled, in);
    return new TrainingPass(
        made.trained(), distilled.labelled(made.forward()), made.loss(), made.gradients());
  }

  @Override
  public PassMaker attacked(AdversarialPass pass) {
    return new DistillationPass(distillation, pass);
  }

  /** The task of a batch whose answers a teacher has given, too. */
  public static Task task(Distillation distillation, Task task, Tensors inputs) {
    return distilled(distillation, task, inputs);
  }

  private static Distilled distilled(Distillation distillation, Task task, Tensors inputs) {
    Tensor soft =
        distillation.teacher().probabilities(inputs.only(), distillation.temperature()).detach();
    return new Distilled(task, distillation, soft);
  }

  /**
   * A task of classes, and the teacher's answers.
   *
   * @param soft probabilities, {@code [n, classes]}
   */
  private record Distilled(Task task, Distillation distillation, Tensor soft) implements Task {

    @Override
    public Tensor loss(Pass pass) {
      double temperature = distillation.temperature();
      double share = distillation.share();
      Tensor own = task.compared(pass).output().div(temperature).logSoftmax(1);
      Tensor taught = Losses.klDivergence(own, soft).mul(share * temperature * temperature);
      return share == 1 ? taught : taught.add(task.loss(pass).mul(1 - share));
    }

    @Override
    public void check(Pass pass) {
      if (task.kind() == TaskKind.LABELS || task.kind() == TaskKind.VALUES) {
        throw FoveaException.here(
            "a teacher is for tasks of classes, of which each example has one, found another task",
            "use Task.classification(), or train without a teacher");
      }
      task.check(pass);
      Tensor own = task.compared(pass).output();
      if (!own.shape().equals(soft.shape())) {
        throw FoveaException.here(
            "expected logits %s as the teacher gives, found %s"
                .formatted(soft.shape(), own.shape()),
            "take a teacher of the same classes");
      }
    }

    /** The pass with the teacher's class for examples that have none. */
    Pass labelled(Pass pass) {
      Tensor likeliest = soft.argmax(1);
      return new Pass(
          pass.inputs(),
          pass.outputs(),
          pass.targets()
              .map(
                  target ->
                      target.type().dtype() == DType.I32 ? labelled(target, likeliest) : target));
    }

    private static Tensor labelled(Tensor labels, Tensor likeliest) {
      Tensor none = labels.equal(Tensor.full(labels.type(), PictureSet.UNLABELLED));
      return Tensor.where(none, likeliest, labels);
    }
  }
}
