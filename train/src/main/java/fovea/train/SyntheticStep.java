package fovea.train;

import fovea.data.batch.Batch;
import fovea.graph.Plan;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.train.optim.Optimizer;
import fovea.train.optim.Sgd;
import fovea.train.predict.Predictor;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.task.Task;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One step of a classifier on synthetic pictures, a prediction or a step of training by SGD with
 * momentum: tells how it is computed and what it costs where there are no data.
 *
 * @param network whose outputs are logits {@code [n, classes]}
 * @param trains whether it is a step of training, or else a prediction
 * @param pictures their type, {@code [n, c, h, w]}
 * @param precision what it is computed in
 */
public record SyntheticStep(
    Layer network, boolean trains, TensorType pictures, Precision precision) {
  private static final Optimizer OPTIMIZER = new Sgd(0.05).momentum(0.9).weightDecay(5e-4);

  /** A prediction in the current precision. */
  public static SyntheticStep prediction(Layer network, TensorType pictures) {
    return new SyntheticStep(network, false, pictures, Precision.current());
  }

  /** A step of training in the current precision. */
  public static SyntheticStep training(Layer network, TensorType pictures) {
    return new SyntheticStep(network, true, pictures, Precision.current());
  }

  /** The same step in another precision. */
  public SyntheticStep precision(Precision precision) {
    return new SyntheticStep(network, trains, pictures, precision);
  }

  /** Number of pictures. */
  public int batch() {
    return pictures.shape().dim(0);
  }

  /** Its plan, to be looked at. */
  public Plan plan() {
    return trains ? trainStep().plan(pictures) : predictor().plan(pictures);
  }

  /**
   * Finds out where the time goes. Parameters stay as they are; running statistics do not if it is
   * a step of training.
   *
   * @param seed decides the values of the pictures, evenly from -1 to 1; all are of the first class
   */
  public Profile profile(Profiler profiler, long seed) {
    HostBuffer values = HostBuffer.allocate(pictures);
    SplittableRandom random = new SplittableRandom(seed);
    for (long i = 0; i < pictures.shape().elements(); i++) {
      values.set(i, random.nextDouble(-1, 1));
    }
    if (!trains) {
      return predictor().profile(values, profiler);
    }
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(batch()), DType.I32));
    // A rate of 0 costs the same and lets nothing diverge.
    return trainStep().profile(Batch.of(values, labels), 0, profiler);
  }

  private Predictor predictor() {
    return Predictor.of(network).precision(precision);
  }

  private TrainStep trainStep() {
    return TrainStep.of(network, OPTIMIZER, Task.classification()).precision(precision);
  }

  /** In words, such as {@code a step of training on 64 pictures in bf16}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s on %d %s%s",
        trains ? "a step of training" : "a prediction",
        batch(),
        batch() == 1 ? "picture" : "pictures",
        precision == Precision.F32 ? "" : " in " + precision);
  }
}
