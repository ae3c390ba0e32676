package fovea.train;

/** What a schedule tells a step. */
public sealed interface Pace {

  /** Learning rate. */
  double rate();

  /** A learning rate; the momentum is the optimizer's own. */
  record Rate(double rate) implements Pace {}

  /** A learning rate and a momentum, which {@link Sgd} takes in place of its own. */
  record WithMomentum(double rate, double momentum) implements Pace {}
}
