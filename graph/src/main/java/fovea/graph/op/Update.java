package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import java.util.List;

/**
 * Changes of variables in one pass: optimizers and running statistics. Rates and steps are inputs,
 * so that a schedule never makes a new plan. Not differentiable; backends work in place.
 */
public sealed interface Update extends Op {

  /** How many of the first inputs are variables, each replaced by the result of its index. */
  int targets();

  /** Inputs after the targets that are scalars of {@link DType#F64}. */
  int scalars();

  @Override
  default List<TensorType> types(List<TensorType> inputs) {
    return inputs.subList(0, targets());
  }

  @Override
  default List<Tensor> vjp(Node node, List<Tensor> upstream) {
    throw FoveaException.here(
        "the gradient of an update (" + name() + ") is asked for",
        "differentiate the loss, not the updated weights");
  }

  /**
   * Gradient descent. Inputs weight, momentum buffer (if it {@link #remembers}), gradient, rate,
   * step from 1, and the momentum of this step if it is {@code scheduled}: {@code g += decay * w; v
   * = momentum * v + g; w -= rate * v}, with {@code g + momentum * v} in place of {@code v} for
   * Nesterov; the first step sets {@code v = g}.
   */
  record Sgd(double momentum, boolean nesterov, double decay, boolean scheduled) implements Update {
    /** With a momentum that stays. */
    public Sgd(double momentum, boolean nesterov, double decay) {
      this(momentum, nesterov, decay, false);
    }

    @Override
    public int targets() {
      return remembers() ? 2 : 1;
    }

    /** Whether there is a momentum buffer. */
    public boolean remembers() {
      return momentum != 0 || scheduled;
    }

    @Override
    public int scalars() {
      return scheduled ? 3 : 2;
    }
  }

  /**
   * Adam (Kingma &amp; Ba 2015). Inputs weight, first moment, second moment, gradient, rate, step
   * from 1. Decay is added to the gradient, or, if {@code decoupled}, shrinks the weight by {@code
   * rate * decay} (AdamW, Loshchilov &amp; Hutter 2019).
   */
  record Adam(double beta1, double beta2, double epsilon, double decay, boolean decoupled)
      implements Update {
    @Override
    public int targets() {
      return 3;
    }

    @Override
    public int scalars() {
      return 2;
    }
  }

  /**
   * RMSprop (Hinton 2012). Inputs weight, mean square, momentum buffer (if {@code momentum} is not
   * 0), gradient, rate, step.
   */
  record RmsProp(double alpha, double epsilon, double momentum, double decay) implements Update {
    @Override
    public int targets() {
      return momentum == 0 ? 2 : 3;
    }

    @Override
    public int scalars() {
      return 2;
    }
  }

  /** Adagrad (Duchi et al. 2011). Inputs weight, sum of squares, gradient, rate, step. */
  record Adagrad(double epsilon, double decay) implements Update {
    @Override
    public int targets() {
      return 2;
    }

    @Override
    public int scalars() {
      return 2;
    }
  }

  /**
   * Running mean: {@code (1 - momentum) * running + momentum * correction * value}. Inputs running
   * mean, value. The correction makes a biased variance unbiased.
   */
  record RunningMean(double momentum, double correction) implements Update {
    @Override
    public int targets() {
      return 1;
    }

    @Override
    public int scalars() {
      return 0;
    }
  }

  /** Adds one to a counter of {@link DType#I64}. */
  record Increment() implements Update {
    @Override
    public int targets() {
      return 1;
    }

    @Override
    public int scalars() {
      return 0;
    }
  }
}
