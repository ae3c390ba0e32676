package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.graph.op.Noise;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.Arrays;

/**
 * Stochastic depth (Huang et al. 2016) at the end of a residual branch, {@code
 * x.add(x.apply(branch).apply(depth))}: in training, sets all of an example to 0 with probability
 * {@code p}, so that its block is the identity, and scales the others by {@code 1 / (1 - p)}; in
 * inference, does nothing.
 *
 * @param p probability that an example is left out
 */
public record StochasticDepth(double p) implements Layer {

  /**
   * Checks the probability.
   *
   * @throws FoveaException if it is not at least 0 and less than 1
   */
  public StochasticDepth {
    if (!(p >= 0 && p < 1)) {
      throw FoveaException.here(
          "stochastic depth with probability " + p, "use 0 or more and less than 1");
    }
  }

  /**
   * For a block of a network whose blocks are left out the more often the later they stand: the
   * probability grows linearly from 0 for the input to {@code last} for the last block.
   *
   * @param last probability of the last block
   * @param block position of the block, 1 for the first
   * @param blocks number of blocks
   */
  public static StochasticDepth linear(double last, int block, int blocks) {
    return new StochasticDepth(last * block / blocks);
  }

  /** {@code [n, …]} with some of the n examples 0, in training. */
  @Override
  public Tensor forward(Tensor x) {
    return switch (Mode.current()) {
      case Mode.Training training when p > 0 -> x.mul(kept(x, training));
      case Mode.Training _, Mode.Inference _ -> x;
    };
  }

  /** 0 or {@code 1 / (1 - p)} for each example: dropout of ones. */
  private Tensor kept(Tensor x, Mode.Training training) {
    if (x.shape().rank() == 0) {
      throw FoveaException.here("stochastic depth of a single number", "pass a batch [n, …]");
    }
    int[] dims = new int[x.shape().rank()];
    Arrays.fill(dims, 1);
    dims[0] = x.shape().dim(0);
    Tensor ones = Tensor.full(x.type().with(Shape.of(dims)), 1);
    return Tensor.of(new Noise.Dropout(p, training.key()), ones, training.random());
  }
}
