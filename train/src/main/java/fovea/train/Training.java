package fovea.train;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.error.UserException;
import fovea.graph.Engine;
import fovea.graph.Threads;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.model.ModelCard;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.internal.Speed;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Score;
import fovea.train.metric.ScoreReport;
import fovea.train.run.CheckpointClock;
import fovea.train.run.CheckpointFolder;
import fovea.train.run.RunFolder;
import fovea.train.schedule.StepHyperparameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One training while it runs, on the engine's thread. */
final class Training {
  private static final double NANO = 1e-9;
  private static final String TEST_LOSS = "the loss on the test examples";

  private final Trainer trainer;
  private final TrainSettings settings;
  private final TrainingData material;
  private final TrainStep step;
  private final TrainControl control;
  private final Callbacks callbacks;
  private final TrainingSchedule trainingSchedule;
  private final Evaluator evaluator;
  private final LastFiniteValues lastGood;
  private final AveragedWeights averaged;
  private final CheckpointClock clock;
  private final BestModel best = new BestModel();
  private final Speed speed = new Speed();
  private Progress progress;
  private boolean planned;

  Training(Trainer trainer, TrainingData material) {
    this.trainer = trainer;
    this.settings = trainer.settings();
    this.material = material;
    this.step = trainer.step(material.train());
    this.control = new TrainControl(trainer, material.train(), step);
    this.callbacks = new Callbacks(settings.hooks().callbacks(), control);
    this.trainingSchedule =
        new TrainingSchedule(
            control.over(settings.updates().schedule()),
            settings.updates().optimizer().rate(),
            new EpochSteps(material.train().count(), settings.updates().accumulate()),
            settings.run().epochs());
    this.evaluator = Evaluator.of(trainer.model(), trainer.task());
    this.lastGood = new LastFiniteValues(trainer.model(), step);
    this.averaged = new AveragedWeights(trainer.model(), settings.output().average());
    this.clock = new CheckpointClock(settings.output().checkpoints().every());
    this.progress = new Progress(trainer.task().metrics());
  }

  /** Trains to the end, or until it is asked to stop. */
  TrainingResult run(boolean resumed) {
    try {
      return train(resumed);
    } catch (RuntimeException e) {
      if (callbacks.failed()) {
        saveDespite(e);
      }
      throw e;
    }
  }

  /** A callback has failed, but what was computed is good. */
  private void saveDespite(RuntimeException failure) {
    try {
      saveStopped();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private TrainingResult train(boolean resumed) {
    if (resumed) {
      load();
    }
    lastGood.begin();
    if (!resumed) {
      recorder().begin();
    }
    callbacks.started(start());
    try (BatchPrefetcher prefetcher = material.train().open()) {
      while (progress.epoch() < settings.run().epochs()) {
        freezeAndUnfreeze();
        if (control.stopped() || !train(prefetcher) || !averaged.use(() -> test(prefetcher))) {
          return stopped(prefetcher);
        }
      }
    }
    return result(false);
  }

  private void load() {
    CheckpointFolder checkpoints =
        settings
            .output()
            .folder()
            .map(RunFolder::checkpoints)
            .orElseThrow(
                () ->
                    FoveaException.at(
                        "resume",
                        "no folder is set",
                        "say with folder(path) where the training is"));
    CheckpointFolder.Newest<Checkpoint> newest =
        checkpoints.newest(each -> Checkpoint.read(each, trainer.task().metrics()));
    newest.damaged().forEach(callbacks::checkpointDamaged);
    Path file = newest.file();
    Checkpoint checkpoint = newest.content();
    checkpoint.check(file, Recorder.settings(trainer, material.train()));
    EpochSteps epochSteps = trainingSchedule.epochSteps();
    if (checkpoint.progress().batch() > epochSteps.batches()) {
      throw FoveaException.at(
          file.toString(),
          String.format(
              Locale.ROOT,
              "expected at most %,d batches of an epoch to be done, found %,d",
              epochSteps.batches(),
              checkpoint.progress().batch()),
          "start the training again");
    }
    try {
      StateDict.load(trainer.model(), checkpoint.model());
      step.state().load(checkpoint.optimizer());
      callbacks.restore(checkpoint.callbacks());
      averaged.load(checkpoint.average());
    } catch (UserException e) {
      throw e.within(file.toString());
    }
    progress = checkpoint.progress();
    progress.threads().ifPresent(count -> step.setThreads(Threads.fixed(count)));
    step.resumeAt(
        epochSteps.position(progress.epoch(), progress.batch(), material.train().batchSize()));
    if (progress.epoch() >= settings.run().epochs()) {
      // Nothing is left to do but what could not be saved at the end.
      averaged.run(() -> recorder().epoch());
    }
  }

  private TrainCallback.Started start() {
    List<TrainCallback.ParameterRow> rows = new ArrayList<>();
    Parameters.of(trainer.model())
        .forEach(
            (name, param) -> {
              double decay =
                  settings.updates().groupedOptimizer().decay(name, param.variable().type());
              rows.add(
                  new TrainCallback.ParameterRow(name, param.shape(), param.trainable(), decay));
            });
    return new TrainCallback.Started(
        List.copyOf(rows),
        Engine.instance().report(Device.current()),
        settings.run().epochs(),
        trainingSchedule.epochSteps().batches(),
        step.position().batches(),
        material.train().data().size(),
        material.test().map(test -> test.data().size()).orElse(0));
  }

  private void freezeAndUnfreeze() {
    if (settings.run().unfreezeAfter().isPresent()
        && progress.epoch() >= settings.run().unfreezeAfter().getAsInt()) {
      Parameters.unfreeze(trainer.model(), "");
      // What begins to train belongs to what a failure goes back to.
      lastGood.keep();
    }
    settings.run().freezes().stream()
        .filter(freeze -> progress.epoch() >= freeze.epochs())
        .forEach(freeze -> Parameters.freeze(trainer.model(), freeze.path()));
  }

  /** Trains on the rest of the epoch; false if asked to stop before its end. */
  private boolean train(BatchPrefetcher prefetcher) {
    long before = System.nanoTime();
    Iterator<Batch> batches =
        prefetcher.epoch(progress.epoch(), Math.toIntExact(progress.batch())).iterator();
    while (batches.hasNext()) {
      if (isTestDue()) {
        long tested = System.nanoTime();
        if (!testWithinEpoch(prefetcher)) {
          return false;
        }
        before += System.nanoTime() - tested;
      }
      long asked = System.nanoTime();
      Batch batch = batches.next();
      double waited = (System.nanoTime() - asked) * NANO;
      if (settings.hooks().stop().requested() || control.stopped()) {
        return false;
      }
      StepHyperparameters hyperparameters = trainingSchedule.hyperparameters(step.steps() + 1);
      if (!planned) {
        planned = true;
        var plan = trainingSchedule.plan(step, batch).summary();
        progress.setThreads(plan.team().threads());
        int loaders = prefetcher.growBeside(plan.team().threads());
        callbacks.planned(new TrainCallback.Planned(plan, loaders));
      }
      double loss = trainingSchedule.run(step, batch);
      if (!Double.isFinite(loss)) {
        throw diverged(prefetcher);
      }
      if (step.position().accumulated() == 0) {
        averaged.stepped(trainingSchedule.place(step.steps()));
      }
      long now = System.nanoTime();
      progress.add(batch.size(), loss, step.counts());
      progress.spend((now - before) * NANO, waited);
      speed.add(batch.size(), (now - before) * NANO);
      before = now;
      callbacks.stepped(stepped(hyperparameters));
      if (lastGood.isDue()) {
        keep(prefetcher);
      }
      if (step.position().accumulated() == 0 && clock.isDue(step.steps())) {
        keep(prefetcher);
        recorder().checkpoint();
        before = System.nanoTime();
      }
    }
    keep(prefetcher);
    return true;
  }

  /**
   * Whether the model is to be tested before the next step of an epoch. At its end it is tested in
   * any case; a resumed training repeats a test that was not finished.
   */
  private boolean isTestDue() {
    return settings.hooks().testEvery().isDueAfterStep(step.steps())
        && progress.testedAfter() != step.steps();
  }

  /** Tests in the middle of an epoch; false if asked to stop before the test's end. */
  private boolean testWithinEpoch(BatchPrefetcher prefetcher) {
    keep(prefetcher);
    return averaged.use(
        () -> {
          Optional<Score> score = score();
          score.ifPresent(
              found -> {
                callbacks.scored(scores(found));
                progress.setTestedAfter(step.steps());
              });
          return score.isPresent();
        });
  }

  private ScoreReport scores(Score test) {
    return new ScoreReport(progress.epoch() + 1, step.steps(), progress.soFar(), test);
  }

  private TrainCallback.Stepped stepped(StepHyperparameters hyperparameters) {
    long batches = trainingSchedule.epochSteps().batches();
    long left = batches * settings.run().epochs() - step.position().batches();
    int epochsLeft = settings.run().epochs() - progress.epoch();
    return new TrainCallback.Stepped(
        progress.epoch() + 1,
        progress.batch(),
        batches,
        progress.soFar(),
        hyperparameters.rate(),
        speed.imagesPerSecond(),
        speed.seconds(left) + epochsLeft * progress.testSeconds());
  }

  /** Tests, reports and saves the epoch; false if asked to stop before the test's end. */
  private boolean test(BatchPrefetcher prefetcher) {
    long before = System.nanoTime();
    int threads = progress.threads().orElse(1);
    averaged.recomputeStatistics(prefetcher.epoch(progress.epoch()), Threads.fixed(threads));
    int epoch = progress.epoch() + 1;
    boolean isTested = settings.hooks().testEvery().isDueAfterEpoch(epoch, settings.run().epochs());
    Optional<Score> score = isTested ? score() : Optional.of(Score.none());
    if (score.isEmpty()) {
      return false;
    }
    Optional<ScoreReport> scores =
        isTested || material.test().isEmpty() ? score.map(this::scores) : Optional.empty();
    EpochReport report =
        new EpochReport(
            epoch,
            trainingSchedule.hyperparameters(step.steps()).rate(),
            progress.soFar(),
            score.get(),
            progress.seconds(),
            progress.waiting(),
            (System.nanoTime() - before) * NANO,
            new LinkedHashMap<>());
    progress.finish(callbacks.epochFinished(scores, report));
    progress.setTestedAfter(step.steps());
    recorder().epoch();
    return true;
  }

  /**
   * The score on the test examples, none if there are none; empty if asked to stop before the end.
   */
  private Optional<Score> score() {
    if (material.test().isEmpty()) {
      return Optional.of(Score.none());
    }
    DataLoader batches = material.test().get();
    Evaluation evaluation = evaluator.measure(batches, this::tested);
    if (evaluation.n() < batches.data().size()) {
      return Optional.empty();
    }
    if (!Double.isFinite(evaluation.score().loss())) {
      throw diverged(new DivergenceSearch.Finding(step.steps(), TEST_LOSS, true));
    }
    return Optional.of(evaluation.score());
  }

  private boolean tested(long done, long total) {
    callbacks.tested(done, total);
    return !settings.hooks().stop().requested();
  }

  private TrainingResult stopped(BatchPrefetcher prefetcher) {
    keep(prefetcher);
    saveStopped();
    callbacks.stopped(new TrainCallback.Stopped(progress.epoch(), step.steps()));
    return result(true);
  }

  private void saveStopped() {
    averaged.run(() -> recorder().stopped());
  }

  private TrainingResult result(boolean stopped) {
    averaged.put();
    if (!control.kept().isEmpty() && (control.stopped() || !stopped)) {
      ModelCard card = recorder().putBack(trainingSchedule.stepsPerEpoch());
      return new TrainingResult(trainer.model(), card, progress.history(), stopped);
    }
    return new TrainingResult(trainer.model(), recorder().card(), progress.history(), stopped);
  }

  /** Remembers the present values as good. */
  private void keep(BatchPrefetcher prefetcher) {
    if (!lastGood.keep()) {
      throw diverged(prefetcher);
    }
  }

  /** Finds out what went wrong, and leaves good values behind. */
  private FoveaException diverged(BatchPrefetcher prefetcher) {
    long last = step.position().batches();
    long before = progress.epoch() * trainingSchedule.epochSteps().batches();
    int first = Math.toIntExact(lastGood.position().batches() - before);
    DivergenceSearch.Finding finding =
        new DivergenceSearch(step, trainingSchedule)
            .find(prefetcher.epoch(progress.epoch(), first), lastGood, last);
    lastGood.restore();
    recorder().failed();
    return diverged(finding);
  }

  private FoveaException diverged(DivergenceSearch.Finding finding) {
    String advice =
        finding.learned()
            ? "use a lower learning rate or a warm-up"
            : "look at this layer and at the examples, for no rate has been applied yet";
    String kept =
        settings
            .output()
            .folder()
            .map(RunFolder::model)
            .filter(Files::exists)
            .map(file -> "; the last good model is kept in " + file)
            .orElse("");
    return FoveaException.at(
        trainingSchedule.name(finding.step()),
        "the training diverged at the learning rate %s: %s is the first to be infinite or not a number"
            .formatted(
                (float) trainingSchedule.hyperparameters(finding.step()).rate(), finding.value()),
        advice + kept);
  }

  private Recorder recorder() {
    return new Recorder(
        trainer,
        material.train(),
        new Recorder.State(step, progress, callbacks, averaged, new Recorder.Saving(clock, best)));
  }
}
