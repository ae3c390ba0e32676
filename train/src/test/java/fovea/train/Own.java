package fovea.train;

import fovea.graph.Tensor;
import fovea.graph.type.TensorType;
import fovea.train.optim.Optimizer;
import fovea.train.optim.WeightDecay;

/** Optimizers as users write them. */
final class Own {
  private Own() {}

  /** Adam without the kernel of its own; {@code weightDecay} is added to the gradient. */
  record ComposedAdam(double rate, WeightDecay weightDecay) implements Optimizer {
    @Override
    public Tensor update(Trainable p, Step step) {
      Tensor gradient = p.gradient().add(p.value().mul(p.weightDecay()));
      Tensor mean = p.slot("mean").mul(0.9).add(gradient.mul(1 - 0.9));
      Tensor square = p.slot("square").mul(0.999).add(gradient.mul(gradient).mul(1 - 0.999));
      p.assign("mean", mean);
      p.assign("square", square);
      Tensor size = square.div(step.biasCorrection(0.999)).sqrt().add(1e-8);
      Tensor direction = mean.div(step.biasCorrection(0.9)).div(size);
      return p.value().sub(direction.mul(step.rate()));
    }
  }

  /** Descent with momentum that listens to the schedule. */
  record ComposedSgd(double rate, double share) implements Optimizer {
    @Override
    public Tensor update(Trainable p, Step step) {
      Tensor velocity = p.slot("momentum").mul(step.momentum(share)).add(p.gradient());
      p.assign("momentum", velocity);
      return p.value().sub(velocity.mul(step.rate()));
    }
  }

  /** Forgets that values have shapes. */
  record Wrong(double rate) implements Optimizer {
    @Override
    public Tensor update(Trainable p, Step step) {
      return Tensor.full(TensorType.f32(1, 2, 3), 0);
    }
  }

  /** Remembers under a name that would not be found again. */
  record Dotted(double rate) implements Optimizer {
    @Override
    public Tensor update(Trainable p, Step step) {
      return p.value().sub(p.slot("a.b"));
    }
  }
}
