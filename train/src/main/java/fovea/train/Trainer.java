package fovea.train;

import fovea.data.DataLoader;
import fovea.format.JsonObject;
import fovea.graph.Engine;
import fovea.graph.type.Precision;
import fovea.model.Blueprint;
import fovea.nn.Network;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.PixelBounds;
import fovea.train.average.WeightAverage;
import fovea.train.distill.Distillation;
import fovea.train.internal.SettingChecks;
import fovea.train.metric.TestInterval;
import fovea.train.optim.Clip;
import fovea.train.optim.LayerFreeze;
import fovea.train.optim.Optimizer;
import fovea.train.optim.ParameterGroup;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import fovea.train.schedule.Schedule;
import fovea.train.task.Criterion;
import fovea.train.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trains a model on examples: settings with defaults, each changed by the method of its name, and
 * {@link #fit} to start. The device is the current one, and so is the precision unless {@link
 * #precision} names one. The trainer leaves the initial values of the parameters as they are;
 * {@code Parameters.initialize} draws them by a seed.
 *
 * <p>The same model, data and settings give the same result bit for bit on the same machine and
 * number of threads, also when the training was stopped and resumed on the way.
 */
public final class Trainer {
  private final Network model;
  private final Task task;
  private final TrainSettings settings;

  private Trainer(Network model, Task task, TrainSettings settings) {
    this.model = model;
    this.task = task;
    this.settings = settings;
  }

  /**
   * A trainer with the defaults: classification by SGD at the constant rate 0.05 with momentum 0.9,
   * 5 epochs, nothing saved.
   */
  public static Trainer of(Network model) {
    TrainSettings settings = TrainSettings.defaults(Blueprint.of(model));
    return new Trainer(model, Task.classification(), settings);
  }

  /** With another optimizer. */
  public Trainer optimizer(Optimizer optimizer) {
    return with(settings.updates(updates -> updates.optimizer(optimizer)));
  }

  /**
   * Trains some parameters otherwise than the rest, such as those of a pretrained network at a
   * tenth of the rate: {@code ParameterGroup.of("features").rate(0.1)}.
   */
  public Trainer groups(ParameterGroup... groups) {
    return with(settings.updates(updates -> updates.groups(List.of(groups))));
  }

  /** Freezes some layers after some epochs, also those that are unfrozen by then. */
  public Trainer freezes(LayerFreeze... freezes) {
    return with(settings.run(run -> run.freezes(List.of(freezes))));
  }

  /**
   * Unfreezes all frozen parameters after {@code epochs} epochs.
   *
   * @throws fovea.graph.type.FoveaException if that is below 0
   */
  public Trainer unfreezeAfter(int epochs) {
    SettingChecks.atLeast("unfreeze after", epochs, 0);
    return with(settings.run(run -> run.unfreezeAfter(epochs)));
  }

  /** With another learning rate schedule. */
  public Trainer schedule(Schedule schedule) {
    return with(settings.updates(updates -> updates.schedule(schedule)));
  }

  /**
   * Tests and saves an average of the weights, such as {@code WeightAverage.ema(0.999)}, while it
   * trains the weights as they are; in the end the model has the average.
   */
  public Trainer average(WeightAverage average) {
    return with(settings.output(output -> output.average(average)));
  }

  /** For another task: what is made small, and what is measured. */
  public Trainer task(Task task) {
    return new Trainer(model, task, settings);
  }

  /** For a loss of one output and one target, and nothing measured besides. */
  public Trainer task(Criterion criterion) {
    return task((Task) criterion);
  }

  /** Limits the gradients, such as by {@code Clip.norm(1)}. */
  public Trainer clip(Clip clip) {
    return with(settings.updates(updates -> updates.clip(clip)));
  }

  /**
   * Trains on adversarial examples as well, which each step makes of its batch. What pixels can be
   * follows from the preprocessing of the training pictures.
   */
  public Trainer adversarial(AdversarialTraining training) {
    return with(settings.updates(updates -> updates.adversarial(training)));
  }

  /**
   * Learns from the answers of a teacher as well, which is not changed and not saved with the
   * model. Training loss is that of both; the loss of a test is that of the task alone.
   */
  public Trainer distillation(Distillation distillation) {
    return with(settings.updates(updates -> updates.distillation(distillation)));
  }

  /**
   * Changes the parameters once for every {@code batches} batches, by the mean gradient over all
   * their examples: as batches so many times as large do, in the memory of one. An epoch ends with
   * a change by the batches that are left. Batch normalization still sees one batch at a time;
   * schedules count changes.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public Trainer accumulate(int batches) {
    SettingChecks.atLeast("batches to accumulate", batches, 1);
    return with(settings.updates(updates -> updates.accumulate(batches)));
  }

  /**
   * With another number of epochs.
   *
   * @throws fovea.graph.type.FoveaException if it is below 1
   */
  public Trainer epochs(int epochs) {
    SettingChecks.atLeast("epochs", epochs, 1);
    return with(settings.run(run -> run.epochs(epochs)));
  }

  /** With another seed for random choices in the model, such as dropout; 0 by default. */
  public Trainer seed(long seed) {
    return with(settings.run(run -> run.seed(seed)));
  }

  /**
   * Trains and tests in {@code precision} instead of the current one. Weights are kept and saved in
   * f32 in any case.
   */
  public Trainer precision(Precision precision) {
    return with(settings.run(run -> run.precision(precision)));
  }

  /** Saves models and state into the {@link RunFolder} at {@code path}. */
  public Trainer folder(Path path) {
    return with(settings.output(output -> output.folder(new RunFolder(path))));
  }

  /**
   * Writes other checkpoints into the folder than the usual ones: one about each minute and after
   * each epoch, the newest two kept. Resuming goes on from the newest that is whole.
   */
  public Trainer checkpoints(Checkpoints checkpoints) {
    return with(settings.output(output -> output.checkpoints(checkpoints)));
  }

  /**
   * Says in model files what a network of your own is built from; those of the zoo and of ONNX say
   * it themselves.
   */
  public Trainer blueprint(Blueprint blueprint) {
    return with(settings.output(output -> output.blueprint(blueprint)));
  }

  /** Adds fields to the provenance in model files, such as the version of the program. */
  public Trainer provenance(JsonObject fields) {
    return with(settings.output(output -> output.provenance(fields)));
  }

  /** Tells {@code callbacks}, in this order, what happens, and lets them act upon it. */
  public Trainer callbacks(TrainCallback... callbacks) {
    return with(settings.hooks(hooks -> hooks.callbacks(List.of(callbacks))));
  }

  /**
   * Tests as often as {@code interval} says, not after each epoch: oftener, so that callbacks such
   * as early stopping see sooner what happens, or seldom, since a test takes its time.
   */
  public Trainer testEvery(TestInterval interval) {
    return with(settings.hooks(hooks -> hooks.testEvery(interval)));
  }

  /** Stops after the running step, with everything saved, once {@code stop} is requested. */
  public Trainer stop(StopSignal stop) {
    return with(settings.hooks(hooks -> hooks.stop(stop)));
  }

  /**
   * Trains from the beginning; what the folder holds of another training is removed, unless that is
   * still going on.
   *
   * @throws fovea.graph.type.FoveaException if the loss becomes infinite or not a number: the model
   *     then has the values of at most {@value LastFiniteValues#INTERVAL} steps before, and its
   *     last good file stays; or if another training is going on in the folder
   * @throws fovea.format.FormatException if the result cannot be saved
   */
  public TrainingResult fit(DataLoader train, DataLoader test) {
    return run(new TrainingData(train, test), false);
  }

  /** Trains without test examples; see {@link #fit(DataLoader, DataLoader)}. */
  public TrainingResult fit(DataLoader train) {
    return run(new TrainingData(train), false);
  }

  /**
   * Goes on with the training in the folder, however it has ended; see {@link #fit(DataLoader,
   * DataLoader)}.
   *
   * @throws fovea.graph.type.FoveaException also if the settings are not those that it began with;
   *     only the number of epochs may differ
   * @throws fovea.format.FormatException also if there is no checkpoint of a training in the folder
   *     that is whole
   */
  public TrainingResult resume(DataLoader train, DataLoader test) {
    return run(new TrainingData(train, test), true);
  }

  /** Goes on without test examples; see {@link #resume(DataLoader, DataLoader)}. */
  public TrainingResult resume(DataLoader train) {
    return run(new TrainingData(train), true);
  }

  /** What is trained. */
  public Network model() {
    return model;
  }

  /** Number of batches whose gradients a step takes. */
  public int accumulate() {
    return settings.updates().accumulate();
  }

  Task task() {
    return task;
  }

  TrainSettings settings() {
    return settings;
  }

  /**
   * A fresh step on {@code train} as these settings want it, in the current precision.
   *
   * @throws fovea.graph.type.FoveaException if it is to train on adversarial examples, and the data
   *     are no pictures
   */
  public TrainStep step(DataLoader train) {
    TrainStep step =
        TrainStep.of(model, settings.updates().groupedOptimizer(), task)
            .clip(settings.updates().clip())
            .seed(settings.run().seed());
    TrainStep attacked =
        settings
            .updates()
            .adversarial()
            .map(training -> step.adversarial(training, PixelBounds.of(train)))
            .orElse(step);
    return settings.updates().distillation().map(attacked::distillation).orElse(attacked);
  }

  /**
   * Checks, before anything runs, that the settings fit the model, and it the data and the task.
   *
   * @throws fovea.graph.type.FoveaException if they do not
   */
  public void check(DataLoader train) {
    check(new TrainingData(train));
  }

  /**
   * Checks, before anything runs, that model, data, task and groups fit each other.
   *
   * @throws fovea.graph.type.FoveaException if they do not
   */
  private void check(TrainingData material) {
    material.check(model, task);
    settings
        .updates()
        .distillation()
        .ifPresent(distillation -> material.check(model, task, distillation));
    settings.updates().adversarial().ifPresent(_ -> PixelBounds.of(material.train()));
    settings.updates().groupedOptimizer().check(model);
    settings.run().freezes().forEach(freeze -> freeze.check(model));
  }

  /** Computes in the precision of the training, on the engine's thread. */
  public <T> T compute(Supplier<T> body) {
    return settings
        .run()
        .precision()
        .orElseGet(Precision::current)
        .use(() -> Engine.instance().onEngineThread(body));
  }

  private TrainingResult run(TrainingData material, boolean resumed) {
    check(material);
    material.check(settings.hooks().testEvery());
    Optional<RunFolder> folder =
        settings.output().folder().filter(run -> !resumed || Files.isDirectory(run.path()));
    if (folder.isEmpty()) {
      return train(material, resumed);
    }
    try (RunLock _ = folder.get().lock()) {
      return train(material, resumed);
    }
  }

  private TrainingResult train(TrainingData material, boolean resumed) {
    return compute(() -> new Training(this, material).run(resumed));
  }

  private Trainer with(TrainSettings settings) {
    return new Trainer(model, task, settings);
  }
}
