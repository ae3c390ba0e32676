package fovea.train.event;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.event.Event;
import fovea.format.event.EventFile;
import fovea.format.event.SummaryValue;
import fovea.graph.type.FoveaException;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.metric.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Writes event files into the folder of the run, which TensorBoard shows: {@code tensorboard
 * --logdir runs}. Steps on its axis are changes of the parameters.
 *
 * <ul>
 *   <li>numbers: after each epoch loss and metrics on training and test examples, learning rate,
 *       images per second, share of the time that was spent on waiting for batches, and what
 *       callbacks before this one have logged; every {@value #STEPS} steps the mean loss of these
 *       steps, and the norm of the gradients if they are clipped by it;
 *   <li>histograms, after each epoch: of the parameters that train, as they are tested, which are
 *       averages if weights are averaged; of their gradients and of what activation functions give,
 *       both on the same few training examples each time;
 *   <li>pictures, at the start: some that the network is trained on, as it sees them.
 * </ul>
 *
 * <p>A training is the same bit for bit with and without events. One that is resumed begins a file
 * of its own, which tells TensorBoard to forget what was written after the step that it goes on
 * from.
 */
public final class TensorBoardEvents implements TrainCallback {

  /** Steps between numbers within an epoch. */
  public static final int STEPS = 50;

  private static final System.Logger LOG = System.getLogger("fovea.train.event");

  private final boolean onlyNumbers;
  private final Consumer<FormatException> failure;
  private final RecentLoss recent = new RecentLoss();
  private Optional<EventFile> file = Optional.empty();
  private Optional<ExampleHistograms> histograms = Optional.empty();
  private long lastStep;

  private TensorBoardEvents(boolean onlyNumbers, Consumer<FormatException> failure) {
    this.onlyNumbers = onlyNumbers;
    this.failure = failure;
  }

  /** Numbers, histograms and pictures. */
  public static TensorBoardEvents all() {
    return new TensorBoardEvents(false, TensorBoardEvents::warn);
  }

  /** Numbers alone. */
  public static TensorBoardEvents scalars() {
    return new TensorBoardEvents(true, TensorBoardEvents::warn);
  }

  /**
   * Tells {@code listener} if the events cannot be written, instead of logging a warning. The
   * training goes on without more of them.
   */
  public TensorBoardEvents onFailure(Consumer<FormatException> listener) {
    return new TensorBoardEvents(onlyNumbers, listener);
  }

  private static void warn(FormatException failure) {
    LOG.log(System.Logger.Level.WARNING, failure.getMessage());
  }

  /**
   * Begins a file.
   *
   * @throws FoveaException if the training has no folder
   */
  @Override
  public void started(Started event, TrainControl control) {
    Path folder =
        control
            .folder()
            .orElseThrow(
                () ->
                    FoveaException.at(
                        "events for TensorBoard",
                        "expected a folder of the run, found none",
                        "say with folder(path) where it is to be"));
    lastStep = control.steps();
    boolean resumed = event.stepsDone() > 0;
    attempt(
        () -> {
          if (!resumed) {
            clear(folder);
          }
          EventFile begun = EventFile.create(folder, System.currentTimeMillis() / 1000);
          file = Optional.of(begun);
          if (resumed) {
            begun.append(List.of(new Event(now(), control.steps() + 1, new Event.Start())));
          }
        });
    if (!onlyNumbers && file.isPresent()) {
      var examples = new FirstExamples(control.data());
      histograms = Optional.of(new ExampleHistograms(control, examples.few()));
      if (!resumed) {
        write(control.steps(), PictureSheet.of("pictures/training", examples.all()));
      }
    }
  }

  /** Removes what a training before has left in the folder, as with all of a run. */
  private static void clear(Path folder) {
    for (Path old : EventFile.in(folder)) {
      try {
        Files.delete(old);
      } catch (IOException e) {
        throw new FormatException(
            old.toString(),
            "the events of another training cannot be removed (" + e.getMessage() + ")",
            "Remove them, or choose another folder");
      }
    }
  }

  @Override
  public void stepped(Stepped event, TrainControl control) {
    if (control.steps() == lastStep || control.steps() % STEPS != 0) {
      return;
    }
    lastStep = control.steps();
    List<SummaryValue> values = new ArrayList<>();
    values.add(scalar("loss/steps", recent.take(event)));
    OptionalDouble norm = control.gradientNorm();
    norm.ifPresent(value -> values.add(scalar("gradient_norm", value)));
    write(lastStep, values);
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    recent.clear();
    List<SummaryValue> values = new ArrayList<>();
    add(values, "train", report.train());
    add(values, "test", report.test());
    values.add(scalar("learning_rate", report.rate()));
    values.add(scalar("speed/images_per_second", report.imagesPerSecond()));
    values.add(scalar("speed/waiting", report.waiting()));
    control.logged().forEach((name, value) -> values.add(scalar(name, value)));
    if (file.isPresent()) {
      histograms.ifPresent(each -> values.addAll(each.now()));
    }
    write(control.steps(), values);
  }

  private static void add(List<SummaryValue> values, String part, Score score) {
    if (!score.isNone()) {
      values.add(scalar("loss/" + part, score.loss()));
      score.metrics().forEach((name, value) -> values.add(scalar(name + "/" + part, value)));
    }
  }

  private static SummaryValue scalar(String tag, double value) {
    return new SummaryValue.Scalar(tag, (float) value);
  }

  private void write(long step, List<SummaryValue> values) {
    if (values.isEmpty()) {
      return;
    }
    var event = new Event(now(), step, new Event.Summary(values));
    attempt(() -> file.ifPresent(open -> open.append(List.of(event))));
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  private void attempt(Runnable writing) {
    try {
      writing.run();
    } catch (FormatException e) {
      // Half a record may be at the end, behind which nobody would find another.
      file = Optional.empty();
      failure.accept(e);
    }
  }

  @Override
  public JsonObject state() {
    return recent.toJson();
  }

  @Override
  public void restore(JsonObject state) {
    recent.restore(state);
  }
}
