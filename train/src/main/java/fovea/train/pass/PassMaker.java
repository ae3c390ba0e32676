package fovea.train.pass;

import fovea.nn.Network;
import fovea.train.task.Task;

/** Makes the nodes of a forward pass in training, its loss and its gradients. */
@FunctionalInterface
public interface PassMaker {

  /** Makes the nodes. */
  TrainingPass of(Network model, Task task, TrainingPass.Inputs in);

  /** The same on adversarial examples as well. */
  default PassMaker attacked(AdversarialPass pass) {
    return pass;
  }
}
