package fovea.train;

import fovea.data.DataLoader;
import fovea.data.batch.BatchAugment;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.graph.type.Precision;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.StateDict;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.average.WeightAverage;
import fovea.train.distill.Distillation;
import fovea.train.optim.Clip;
import fovea.train.optim.LayerFreeze;
import fovea.train.optim.Optimizer;
import fovea.train.optim.ParameterGroup;
import fovea.train.run.CheckpointClock;
import fovea.train.run.CheckpointFolder;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes what a training makes into its folder, if it has one. */
final class Recorder {
  private final Trainer trainer;
  private final TrainSettings settings;
  private final DataLoader train;
  private final State state;
  private final Progress progress;

  /** All that moves in a training. */
  record State(
      TrainStep step,
      Progress progress,
      Callbacks callbacks,
      AveragedWeights averaged,
      Saving saving) {}

  /** What is still to be saved, and when. */
  record Saving(CheckpointClock clock, BestModel best) {}

  Recorder(Trainer trainer, DataLoader train, State state) {
    this.trainer = trainer;
    this.settings = trainer.settings();
    this.train = train;
    this.state = state;
    this.progress = state.progress();
  }

  /** What decides how the training goes, which runs in the current precision. */
  static JsonObject settings(Trainer trainer, DataLoader train) {
    TrainSettings settings = trainer.settings();
    return JsonObject.empty()
        .with("model", settings.output().blueprint().name())
        .with("model_arguments", settings.output().blueprint().arguments())
        .with("data", train.data().name())
        .with("examples", train.data().size())
        .with("batch", train.batchSize())
        .with("sampling", train.sampling().toString())
        .with("data_seed", train.seed())
        .with("batch_augmentation", BatchAugment.codecs().writeAll(train.assembly().augments()))
        .with(Checkpoint.DATA, train.data().settings())
        .with("task", Task.codecs().write(trainer.task()))
        .with(
            Checkpoint.OPTIMIZER_SETTING, Optimizer.codecs().write(settings.updates().optimizer()))
        .with(Checkpoint.SCHEDULE, Schedule.codecs().write(settings.updates().schedule()))
        .with(Checkpoint.ACCUMULATE, settings.updates().accumulate())
        .with(Checkpoint.ADVERSARIAL, adversarial(settings))
        .with(Checkpoint.DISTILLATION, distillation(settings))
        .with(Checkpoint.AVERAGE_SETTING, average(settings))
        .with(Checkpoint.CLIP, Clip.codecs().write(settings.updates().clip()))
        .with("seed", settings.run().seed())
        .with(Checkpoint.GROUPS, ParameterGroup.toJson(settings.updates().groups()))
        .with(Checkpoint.FREEZES, LayerFreeze.toJson(settings.run().freezes()))
        .with(Checkpoint.UNFREEZE_AFTER, unfreezeAfter(settings))
        .with(Checkpoint.TEST_EVERY, settings.hooks().testEvery().toString())
        .with(Checkpoint.PRECISION, Precision.current().toString())
        .with(Checkpoint.EPOCHS, settings.run().epochs());
  }

  private static JsonValue adversarial(TrainSettings settings) {
    return settings
        .updates()
        .adversarial()
        .<JsonValue>map(AdversarialTraining::toJson)
        .orElse(new JsonString(Checkpoint.NONE));
  }

  private static JsonValue distillation(TrainSettings settings) {
    return settings
        .updates()
        .distillation()
        .<JsonValue>map(Distillation::toJson)
        .orElse(new JsonString(Checkpoint.NONE));
  }

  private static JsonValue average(TrainSettings settings) {
    return settings
        .output()
        .average()
        .map(WeightAverage.codecs()::write)
        .orElse(new JsonString(Checkpoint.NONE));
  }

  private static String unfreezeAfter(TrainSettings settings) {
    OptionalInt epochs = settings.run().unfreezeAfter();
    return epochs.isPresent() ? epochs.getAsInt() + " epochs" : Checkpoint.NEVER;
  }

  /** The model's card as of now. */
  ModelCard card() {
    return card(state.step().steps(), progress.epoch());
  }

  /** The model's card as of {@code epochs} epochs, after which there have been {@code steps}. */
  private ModelCard card(long steps, int epochs) {
    JsonObject provenance =
        settings
            .output()
            .provenance()
            .with("training", settings(trainer, train))
            .with("steps", steps)
            .with("epochs_done", epochs);
    if (epochs > 0) {
      EpochReport last = progress.history().get(epochs - 1);
      provenance = provenance.with("train", last.train().toJson());
      provenance =
          last.test().isNone() ? provenance : provenance.with("test", last.test().toJson());
    }
    return new ModelCard(
        settings.output().blueprint(),
        train.data().classes(),
        train.data().pictureInput(),
        provenance);
  }

  /** Clears the folder and writes the start, so that one that cannot be written shows at once. */
  void begin() {
    settings
        .output()
        .folder()
        .ifPresent(
            folder -> {
              folder.clear();
              writeCheckpoint(folder);
            });
  }

  /** Writes a checkpoint within an epoch; a failure is told, and does not end the training. */
  void checkpoint() {
    settings
        .output()
        .folder()
        .ifPresent(
            folder ->
                failures(List.of(() -> writeCheckpoint(folder)))
                    .forEach(state.callbacks()::saveFailed));
  }

  /** A line for each epoch. */
  private String events() {
    return progress.history().stream()
        .map(report -> Json.write(report.toJson()) + "\n")
        .collect(Collectors.joining());
  }

  /** Saves everything after an epoch; a failure ends the training only if it is the last one. */
  void epoch() {
    settings
        .output()
        .folder()
        .ifPresent(
            folder -> {
              List<Runnable> writes = new ArrayList<>();
              writes.add(() -> writeModel(folder.model()));
              EpochReport newest = progress.history().getLast();
              if (!newest.test().isNone() && progress.best().equals(newest)) {
                state.saving().best().replace(ModelFile.of(card(), trainer.model()));
              }
              writes.add(() -> writeBest(folder.best()));
              writes.add(() -> AtomicFile.write(folder.events(), events()));
              writes.add(() -> writeCheckpoint(folder));
              for (FormatException failure : failures(writes)) {
                if (progress.epoch() >= settings.run().epochs()) {
                  throw failure;
                }
                state.callbacks().saveFailed(failure);
              }
            });
  }

  /** Saves everything in the middle of an epoch. */
  void stopped() {
    settings
        .output()
        .folder()
        .ifPresent(
            folder -> {
              Runnable model = () -> writeModel(folder.model());
              Runnable checkpoint = () -> writeCheckpoint(folder);
              Runnable best = () -> writeBest(folder.best());
              failures(List.of(checkpoint, model, best)).stream()
                  .findFirst()
                  .ifPresent(
                      failure -> {
                        throw failure;
                      });
            });
  }

  /** Does all that can be done; what one file lacks is no reason to lose the others. */
  private static List<FormatException> failures(List<Runnable> writes) {
    List<FormatException> failures = new ArrayList<>();
    for (Runnable write : writes) {
      try {
        write.run();
      } catch (FormatException e) {
        failures.add(e);
      }
    }
    return failures;
  }

  /** Saves the model as it is, unless there is a good one from an earlier epoch. */
  void failed() {
    settings
        .output()
        .folder()
        .map(RunFolder::model)
        .filter(Files::notExists)
        .ifPresent(
            model ->
                failures(List.of(() -> writeModel(model)))
                    .forEach(failure -> state.callbacks().saveFailed(failure)));
  }

  /**
   * Gives the model the values that a callback has kept, saves it, and says what it is.
   *
   * @param stepsPerEpoch batches in an epoch
   */
  ModelCard putBack(long stepsPerEpoch) {
    TrainControl control = state.callbacks().control();
    StateDict.load(trainer.model(), control.kept());
    long steps = control.keptAfter();
    ModelCard card = card(steps, (int) (steps / stepsPerEpoch));
    settings.output().folder().ifPresent(folder -> writeModel(card, folder.model()));
    return card;
  }

  private void writeModel(Path file) {
    writeModel(card(), file);
  }

  private void writeModel(ModelCard card, Path file) {
    ModelFile.of(card, trainer.model()).write(file);
    state.callbacks().saved(file);
  }

  private void writeBest(Path file) {
    BestModel best = state.saving().best();
    if (best.isUnsaved()) {
      best.save(file);
      state.callbacks().saved(file);
    }
  }

  private void writeCheckpoint(RunFolder folder) {
    CheckpointFolder checkpoints = folder.checkpoints();
    long steps = state.step().steps();
    Path file = checkpoints.file(steps);
    state.saving().clock().write(() -> now().write(file, settings.output().provenance()));
    checkpoints.keep(steps, settings.output().checkpoints().kept());
    state.callbacks().saved(file);
  }

  /** All that the training goes on from, as of now. */
  private Checkpoint now() {
    return new Checkpoint(
        settings(trainer, train),
        progress,
        state.averaged().trained(),
        state.step().state().values(),
        state.callbacks().state(),
        state.averaged().saved());
  }
}
