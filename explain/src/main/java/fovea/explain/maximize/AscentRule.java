package fovea.explain.maximize;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import java.util.List;

/** How a gradient changes what is learned. */
public sealed interface AscentRule {

  /** Learning rate. */
  double rate();

  /** What a plan is told for a step from 1: a vector of {@link #numbers} numbers. */
  double[] told(int step);

  /** How many those are. */
  int numbers();

  /**
   * Records the change of what is learned.
   *
   * @param gradient that it goes against
   * @param told as {@link #told} says
   */
  void update(Learned learned, Tensor gradient, Tensor told);

  /**
   * What is learned, and what is remembered of its gradients.
   *
   * @param value what is learned
   * @param mean running mean of gradients
   * @param square running mean of their squares
   */
  record Learned(Variable value, Variable mean, Variable square) {}

  /** Adam (Kingma &amp; Ba 2015). */
  record WithAdam(double rate) implements AscentRule {
    @Override
    public double[] told(int step) {
      return new double[] {rate, step};
    }

    @Override
    public int numbers() {
      return 2;
    }

    @Override
    public void update(Learned learned, Tensor gradient, Tensor told) {
      Node change =
          Node.of(
              new Update.Adam(MEAN, SQUARE, 1e-8, 0, false),
              List.of(
                  learned.value().tensor(),
                  learned.mean().tensor(),
                  learned.square().tensor(),
                  gradient,
                  number(told, 0),
                  number(told, 1)));
      Trace.assign(learned.value(), change.output(0));
      Trace.assign(learned.mean(), change.output(1));
      Trace.assign(learned.square(), change.output(2));
    }
  }

  /** Adam with Nesterov momentum (Dozat 2016), as Keras has it. */
  record WithNadam(double rate) implements AscentRule {
    private static final double DECAY = 0.96;
    private static final double DECAY_STEPS = 0.004;
    private static final double EPSILON = 1e-7;

    @Override
    public double[] told(int step) {
      double kept = 1;
      for (int i = 1; i <= step; i++) {
        kept *= momentum(i);
      }
      double next = momentum(step + 1);
      return new double[] {
        rate * next / (1 - kept * next),
        rate * (1 - momentum(step)) / (1 - kept),
        1 / (1 - StrictMath.pow(SQUARE, step))
      };
    }

    private static double momentum(int step) {
      return MEAN * (1 - 0.5 * StrictMath.pow(DECAY, DECAY_STEPS * step));
    }

    @Override
    public int numbers() {
      return 3;
    }

    @Override
    public void update(Learned learned, Tensor gradient, Tensor told) {
      Tensor numbers = told.cast(gradient.type().dtype());
      Tensor mean = learned.mean().tensor().mul(MEAN).add(gradient.mul(1 - MEAN));
      Tensor square =
          learned.square().tensor().mul(SQUARE).add(gradient.mul(gradient).mul(1 - SQUARE));
      Tensor direction = mean.mul(number(numbers, 0)).add(gradient.mul(number(numbers, 1)));
      Tensor size = square.mul(number(numbers, 2)).sqrt().add(EPSILON);
      Trace.assign(learned.value(), learned.value().tensor().sub(direction.div(size)));
      Trace.assign(learned.mean(), mean);
      Trace.assign(learned.square(), square);
    }
  }

  /** How much of the running means is kept. */
  double MEAN = 0.9;

  /** How much of the running mean square is kept. */
  double SQUARE = 0.999;

  private static Tensor number(Tensor numbers, int index) {
    return numbers.slice(0, index, index + 1).reshape();
  }
}
