package fovea.graph.ref;

import fovea.graph.op.Update;

/** Optimizers and running statistics, with PyTorch's definitions. */
final class UpdateLoops {
  private UpdateLoops() {}

  static void run(Update op, Operands o) {
    switch (op) {
      case Update.Sgd sgd -> sgd(sgd, o);
      case Update.Adam adam -> adam(adam, o);
      case Update.RmsProp rmsProp -> rmsProp(rmsProp, o);
      case Update.Adagrad adagrad -> adagrad(adagrad, o);
      case Update.RunningMean(double momentum, double correction) -> {
        for (int i = 0; i < o.out(0).length; i++) {
          o.out(0)[i] = (1 - momentum) * o.in(0)[i] + momentum * correction * o.in(1)[i];
        }
      }
      case Update.Increment _ -> {
        for (int i = 0; i < o.out(0).length; i++) {
          o.out(0)[i] = o.in(0)[i] + 1;
        }
      }
    }
  }

  /** Gradient of element {@code i} with the decay of its weight added. */
  private static double decayed(Update op, double decay, int i, Operands o) {
    return o.in(op.targets())[i] + decay * o.in(0)[i];
  }

  private static double rate(Update op, Operands o) {
    return o.in(op.targets() + 1)[0];
  }

  private static double step(Update op, Operands o) {
    return o.in(op.targets() + 2)[0];
  }

  private static void sgd(Update.Sgd op, Operands o) {
    double momentum = op.scheduled() ? o.in(op.targets() + 3)[0] : op.momentum();
    for (int i = 0; i < o.out(0).length; i++) {
      double direction = decayed(op, op.decay(), i, o);
      if (op.remembers()) {
        double gradient = direction;
        double velocity = step(op, o) == 1 ? gradient : momentum * o.in(1)[i] + gradient;
        direction = op.nesterov() ? gradient + momentum * velocity : velocity;
        o.out(1)[i] = velocity;
      }
      o.out(0)[i] = o.in(0)[i] - rate(op, o) * direction;
    }
  }

  private static void adam(Update.Adam op, Operands o) {
    double rate = rate(op, o);
    double bias1 = 1 - Math.pow(op.beta1(), step(op, o));
    double bias2 = 1 - Math.pow(op.beta2(), step(op, o));
    for (int i = 0; i < o.out(0).length; i++) {
      double weight = op.decoupled() ? o.in(0)[i] * (1 - rate * op.decay()) : o.in(0)[i];
      double gradient = decayed(op, op.decoupled() ? 0 : op.decay(), i, o);
      double mean = op.beta1() * o.in(1)[i] + (1 - op.beta1()) * gradient;
      double square = op.beta2() * o.in(2)[i] + (1 - op.beta2()) * gradient * gradient;
      o.out(0)[i] = weight - rate * (mean / bias1) / (Math.sqrt(square / bias2) + op.epsilon());
      o.out(1)[i] = mean;
      o.out(2)[i] = square;
    }
  }

  private static void rmsProp(Update.RmsProp op, Operands o) {
    for (int i = 0; i < o.out(0).length; i++) {
      double gradient = decayed(op, op.decay(), i, o);
      double square = op.alpha() * o.in(1)[i] + (1 - op.alpha()) * gradient * gradient;
      double direction = gradient / (Math.sqrt(square) + op.epsilon());
      if (op.momentum() != 0) {
        direction += op.momentum() * o.in(2)[i];
        o.out(2)[i] = direction;
      }
      o.out(0)[i] = o.in(0)[i] - rate(op, o) * direction;
      o.out(1)[i] = square;
    }
  }

  private static void adagrad(Update.Adagrad op, Operands o) {
    for (int i = 0; i < o.out(0).length; i++) {
      double gradient = decayed(op, op.decay(), i, o);
      double sum = o.in(1)[i] + gradient * gradient;
      o.out(0)[i] = o.in(0)[i] - rate(op, o) * gradient / (Math.sqrt(sum) + op.epsilon());
      o.out(1)[i] = sum;
    }
  }
}
