package fovea.nn.layer;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.op.Update;
import fovea.graph.type.Shape;
import fovea.nn.Mode;
import fovea.nn.Named;
import fovea.nn.Param;
import fovea.nn.State;
import fovea.nn.init.Init;
import java.util.List;

/**
 * Batch normalization (Ioffe &amp; Szegedy 2015), which {@link BatchNorm1d} and {@link BatchNorm2d}
 * do: {@code weight * (x - mean) / sqrt(variance + epsilon) + bias} for each channel. Training
 * takes mean and variance of the batch and follows them with running statistics, of which the
 * variance is unbiased; inference takes the running statistics.
 *
 * <p>A frozen one, whose weight does not train, or without a scale its bias, keeps its running
 * statistics and is used as in inference also in training: else it would drift away from the layers
 * that were frozen with it.
 *
 * <p>A single value per channel has no variance: such a batch (the last of an epoch, say) is
 * normalized by the running statistics also in training, and leaves them as they are.
 *
 * @param weight scale {@code [c]}, which starts at 1; none without a scale
 * @param bias shift {@code [c]}, which starts at 0
 * @param runningMean running mean {@code [c]}, which starts at 0
 * @param runningVariance running variance {@code [c]}, which starts at 1
 * @param batches how many batches the running statistics have seen
 * @param momentum share of the newest batch in the running statistics, 0.1
 * @param epsilon what keeps the divisor from 0, 1e-5
 */
public record BatchNorm(
    Param weight,
    Param bias,
    @Named("running_mean") State runningMean,
    @Named("running_var") State runningVariance,
    @Named("num_batches_tracked") State batches,
    double momentum,
    double epsilon) {

  /** For {@code channels}. */
  public BatchNorm(int channels) {
    this(
        Param.of(Shape.of(channels), Init.ones()),
        Param.of(Shape.of(channels), Init.zeros()),
        State.of(Shape.of(channels), Init.zeros()),
        State.of(Shape.of(channels), Init.ones()),
        State.counter(),
        0.1,
        1e-5);
  }

  /** With another share of the newest batch in the running statistics. */
  public BatchNorm momentum(double momentum) {
    return new BatchNorm(weight, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** With another guard of the divisor. */
  public BatchNorm epsilon(double epsilon) {
    return new BatchNorm(weight, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** With a new scale that follows {@code rule}. */
  public BatchNorm init(Init rule) {
    Param scale = weight.init(rule);
    return new BatchNorm(scale, bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** Without a scale: a linear layer that follows can take its part. */
  public BatchNorm noScale() {
    return new BatchNorm(
        Param.none(), bias, runningMean, runningVariance, batches, momentum, epsilon);
  }

  /** Normalizes {@code [n, c]} or {@code [n, c, h, w]}. */
  Tensor normalize(Tensor x) {
    long perChannel = x.shape().rank() < 2 ? 1 : x.shape().elements() / x.shape().dim(1);
    return switch (Mode.current()) {
      case Mode.Training _ when perChannel > 1 && trains() -> byBatch(x, perChannel);
      case Mode.Training _, Mode.Inference _ -> byRunningStatistics(x);
    };
  }

  private boolean trains() {
    return weight.isNone() ? bias.trainable() : weight.trainable();
  }

  private Tensor scale() {
    return weight.isNone() ? Tensor.full(bias.tensor().type(), 1) : weight.tensor();
  }

  private Tensor byBatch(Tensor x, long perChannel) {
    Node node = Node.of(new Norm.BatchNorm(epsilon), List.of(x, scale(), bias.tensor()));
    double unbiased = (double) perChannel / (perChannel - 1);
    follow(runningMean, node.output(1), 1);
    follow(runningVariance, node.output(2), unbiased);
    batches.assign(Tensor.of(new Update.Increment(), batches.tensor()));
    return node.output();
  }

  private void follow(State running, Tensor newest, double correction) {
    Update update = new Update.RunningMean(momentum, correction);
    running.assign(Tensor.of(update, running.tensor(), newest));
  }

  private Tensor byRunningStatistics(Tensor x) {
    return Tensor.of(
        new Norm.BatchNormInference(epsilon),
        x,
        scale(),
        bias.tensor(),
        runningMean.tensor(),
        runningVariance.tensor());
  }
}
