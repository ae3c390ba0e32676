package fovea.nn;

import fovea.graph.Node;
import fovea.graph.Norm;
import fovea.graph.Tensor;
import fovea.graph.Update;
import java.util.List;

/**
 * Batch normalization (Ioffe &amp; Szegedy 2015): {@code weight * (x - mean) / sqrt(variance +
 * epsilon) + bias} for each channel. Training takes mean and variance of the batch and follows them
 * with running statistics, of which the variance is unbiased; inference takes the running
 * statistics.
 *
 * <p>A frozen one, whose weight does not train, keeps its running statistics and is used as in
 * inference also in training: else it would drift away from the layers that were frozen with it.
 *
 * <p>A single value per channel has no variance: such a batch (the last of an epoch, say) is
 * normalized by the running statistics also in training, and leaves them as they are.
 */
public sealed interface BatchNorm extends Layer permits BatchNorm1d, BatchNorm2d {

  /** Scale {@code [c]}, which starts at 1. */
  Param weight();

  /** Shift {@code [c]}, which starts at 0. */
  Param bias();

  /** Running mean {@code [c]}, which starts at 0. */
  State runningMean();

  /** Running variance {@code [c]}, which starts at 1. */
  State runningVariance();

  /** How many batches the running statistics have seen. */
  State batches();

  /** Share of the newest batch in the running statistics. */
  double momentum();

  /** What keeps the divisor from 0. */
  double epsilon();

  /** Normalizes {@code [n, c]} or {@code [n, c, h, w]}. */
  @Override
  default Tensor forward(Tensor x) {
    long perChannel = x.shape().rank() < 2 ? 1 : x.shape().elements() / x.shape().dim(1);
    return switch (Mode.current()) {
      case Mode.Training _ when perChannel > 1 && weight().trainable() -> byBatch(x, perChannel);
      case Mode.Training _, Mode.Inference _ -> byRunningStatistics(x);
    };
  }

  private Tensor byBatch(Tensor x, long perChannel) {
    Node node =
        Node.of(new Norm.BatchNorm(epsilon()), List.of(x, weight().tensor(), bias().tensor()));
    double unbiased = (double) perChannel / (perChannel - 1);
    follow(runningMean(), node.output(1), 1);
    follow(runningVariance(), node.output(2), unbiased);
    batches().assign(Tensor.of(new Update.Increment(), batches().tensor()));
    return node.output();
  }

  private void follow(State running, Tensor newest, double correction) {
    Update update = new Update.RunningMean(momentum(), correction);
    running.assign(Tensor.of(update, running.tensor(), newest));
  }

  private Tensor byRunningStatistics(Tensor x) {
    return Tensor.of(
        new Norm.BatchNormInference(epsilon()),
        x,
        weight().tensor(),
        bias().tensor(),
        runningMean().tensor(),
        runningVariance().tensor());
  }
}
