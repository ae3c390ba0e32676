package fovea.train.schedule;

import fovea.train.optim.Sgd;

/**
 * Hyperparameters that a schedule sets for each step: the learning rate, and with it the momentum.
 */
public sealed interface StepHyperparameters {

  /** Learning rate. */
  double rate();

  /** A learning rate; the momentum is the optimizer's own. */
  record Rate(double rate) implements StepHyperparameters {}

  /** A learning rate and a momentum, which {@link Sgd} takes in place of its own. */
  record WithMomentum(double rate, double momentum) implements StepHyperparameters {}
}
