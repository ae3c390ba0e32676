package fovea.train;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.type.Shape;
import fovea.train.metric.Score;
import fovea.train.metric.ScoreReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Is notified of the events of a training and may act on it through the {@link TrainControl} that
 * it is given: end it, change the rate, log numbers, keep the model. All methods do nothing unless
 * they are overridden. They are called on the engine's thread; one that throws ends the training,
 * which is saved and may be resumed.
 *
 * <pre>{@code
 * record LogGradients() implements TrainCallback {
 *   public void stepped(Stepped event, TrainControl control) {
 *     control.gradientNorm().ifPresent(norm -> control.log("gradient_norm", norm));
 *   }
 * }
 * }</pre>
 */
public interface TrainCallback {

  /** The training begins, or goes on. */
  default void started(Started event, TrainControl control) {}

  /** The first step is about to run. */
  default void planned(Planned event) {}

  /** A step is done. Called after each one, so it must be quick. */
  default void stepped(Stepped event, TrainControl control) {}

  /** A batch of test examples is done: {@code done} of {@code total} examples. */
  default void tested(long done, long total) {}

  /**
   * The model has new scores: after each epoch and, where {@link Trainer#testEvery} says so, in the
   * middle of one. Not called after an epoch whose test is left out.
   */
  default void scored(ScoreReport report, TrainControl control) {}

  /** An epoch is done and evaluated, and will be saved; {@link #scored} was called before. */
  default void epochFinished(EpochReport report, TrainControl control) {}

  /** A file was written. */
  default void saved(Path file) {}

  /** A file could not be written; the training goes on, and tries again later. */
  default void saveFailed(FormatException cause) {}

  /** A checkpoint could not be read; the training goes on from the one before. */
  default void checkpointDamaged(FormatException cause) {}

  /** The training was asked to stop, and everything is saved. */
  default void stopped(Stopped event) {}

  /** What a checkpoint keeps of this callback; nothing unless overridden. */
  default JsonObject state() {
    return JsonObject.empty();
  }

  /**
   * Goes on from a {@link #state}, before {@link #started}: called when a training is resumed that
   * had a callback of this class.
   */
  default void restore(JsonObject state) {}

  /**
   * What will be done.
   *
   * @param parameters what trains and what does not
   * @param device what runs it
   * @param epochs of the whole training
   * @param stepsPerEpoch batches in an epoch
   * @param stepsDone batches before; 0 unless it is resumed
   * @param trainExamples in an epoch
   * @param testExamples after each epoch
   */
  record Started(
      List<ParameterRow> parameters,
      Engine.DeviceReport device,
      int epochs,
      long stepsPerEpoch,
      long stepsDone,
      long trainExamples,
      long testExamples) {

    /** Number of weights that train. */
    public long trainable() {
      return parameters.stream()
          .filter(ParameterRow::trainable)
          .mapToLong(row -> row.shape().elements())
          .sum();
    }
  }

  /**
   * A row of the table of what trains.
   *
   * @param name such as {@code layer1.0.conv1.weight}
   * @param trainable whether it is not frozen
   * @param decay strength of its weight decay
   */
  record ParameterRow(String name, Shape shape, boolean trainable, double decay) {}

  /**
   * How steps are computed.
   *
   * @param plan of the first step
   * @param loaderThreads number of threads that assemble batches ahead
   */
  record Planned(Plan.Summary plan, int loaderThreads) {}

  /**
   * A step; each batch is one here, also where several {@linkplain Trainer#accumulate accumulate}
   * for a change of the parameters.
   *
   * @param epoch number from 1
   * @param step in the epoch, from 1
   * @param stepsPerEpoch batches in an epoch
   * @param soFar score on the examples of the epoch up to now
   * @param rate learning rate of the step
   * @param imagesPerSecond of this process up to now
   * @param secondsLeft to the end of the training, by the speed up to now
   */
  record Stepped(
      int epoch,
      long step,
      long stepsPerEpoch,
      Score soFar,
      double rate,
      double imagesPerSecond,
      double secondsLeft) {}

  /**
   * A training that was stopped.
   *
   * @param epochsDone whole epochs
   * @param stepsDone all steps
   */
  record Stopped(int epochsDone, long stepsDone) {}
}
