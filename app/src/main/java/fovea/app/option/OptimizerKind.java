package fovea.app.option;

import fovea.train.optim.Adagrad;
import fovea.train.optim.Adam;
import fovea.train.optim.AdamW;
import fovea.train.optim.Optimizer;
import fovea.train.optim.RmsProp;
import fovea.train.optim.Sgd;

/** The optimizers, with what they need when nobody says otherwise. */
public enum OptimizerKind {
  SGD("sgd", 0.05, 0.9, 5e-4),
  ADAM("adam", 1e-3, 0, 0),
  ADAMW("adamw", 1e-3, 0, 0.01),
  RMSPROP("rmsprop", 1e-3, 0, 0),
  ADAGRAD("adagrad", 0.01, 0, 0);

  private final String label;
  private final double rate;
  private final double momentum;
  private final double decay;

  OptimizerKind(String label, double rate, double momentum, double decay) {
    this.label = label;
    this.rate = rate;
    this.momentum = momentum;
    this.decay = decay;
  }

  /** The default settings. */
  public OptimizerConfig defaults() {
    return new OptimizerConfig(this, rate, momentum, decay);
  }

  /** Whether a momentum can be chosen. */
  public boolean hasMomentum() {
    return this == SGD || this == RMSPROP;
  }

  /** The optimizer with these settings. */
  Optimizer with(OptimizerConfig settings) {
    double chosen = settings.rate();
    double pull = settings.weightDecay();
    return switch (this) {
      case SGD -> new Sgd(chosen).momentum(settings.momentum()).weightDecay(pull);
      case ADAM -> new Adam(chosen).weightDecay(pull);
      case ADAMW -> new AdamW(chosen).weightDecay(pull);
      case RMSPROP -> new RmsProp(chosen).momentum(settings.momentum()).weightDecay(pull);
      case ADAGRAD -> new Adagrad(chosen).weightDecay(pull);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
