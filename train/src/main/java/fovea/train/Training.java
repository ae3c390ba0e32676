package fovea.train;

import fovea.data.Batch;
import fovea.data.BatchFeed;
import fovea.data.Batches;
import fovea.error.UserException;
import fovea.graph.Device;
import fovea.graph.Engine;
import fovea.graph.FoveaException;
import fovea.graph.Threads;
import fovea.model.ModelCard;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** One training while it runs, on the engine's thread. */
final class Training {
  private static final double NANO = 1e-9;
  private static final String TEST_LOSS = "the loss on the test examples";

  private final Trainer trainer;
  private final TrainSettings settings;
  private final Material material;
  private final TrainStep step;
  private final TrainControl control;
  private final Callbacks callbacks;
  private final Course course;
  private final Evaluator evaluator;
  private final LastGood lastGood;
  private final Speed speed = new Speed();
  private Progress progress;
  private boolean planned;

  Training(Trainer trainer, Material material) {
    this.trainer = trainer;
    this.settings = trainer.settings();
    this.material = material;
    this.step =
        TrainStep.of(trainer.model(), settings.updates().groupedOptimizer(), trainer.task())
            .clip(settings.updates().clip())
            .seed(settings.run().seed());
    this.control = new TrainControl(trainer.model(), step);
    this.callbacks = new Callbacks(settings.hooks().callbacks(), control);
    this.course =
        new Course(
            control.over(settings.updates().schedule()),
            settings.updates().optimizer().rate(),
            material.train().count(),
            settings.run().epochs());
    this.evaluator = Evaluator.of(trainer.model(), trainer.task());
    this.lastGood = new LastGood(trainer.model(), step);
    this.progress = new Progress(trainer.task().metrics());
  }

  /** Trains to the end, or until it is asked to stop. */
  Fit run(boolean resumed) {
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
      recorder().stopped();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private Fit train(boolean resumed) {
    if (resumed) {
      load();
    }
    lastGood.begin();
    if (!resumed) {
      recorder().begin();
    }
    callbacks.started(start());
    try (BatchFeed feed = material.train().open()) {
      while (progress.epoch() < settings.run().epochs()) {
        thaw();
        if (control.stopped() || !train(feed) || !test()) {
          return stopped(feed);
        }
      }
    }
    return result(false);
  }

  private void load() {
    Path file =
        settings
            .output()
            .folder()
            .map(RunFolder::resume)
            .orElseThrow(
                () ->
                    FoveaException.at(
                        "resume",
                        "no folder is set",
                        "say with folder(path) where the training is"));
    Checkpoint checkpoint = Checkpoint.read(file, trainer.task().metrics());
    checkpoint.check(file, Recorder.settings(trainer, material.train()));
    if (checkpoint.progress().batch() > course.stepsPerEpoch()) {
      throw FoveaException.at(
          file.toString(),
          "expected at most %,d batches of an epoch to be done, found %,d"
              .formatted(course.stepsPerEpoch(), checkpoint.progress().batch()),
          "start the training again");
    }
    try {
      StateDict.load(trainer.model(), checkpoint.model());
      step.state().load(checkpoint.optimizer());
      callbacks.restore(checkpoint.callbacks());
    } catch (UserException e) {
      throw e.within(file.toString());
    }
    progress = checkpoint.progress();
    progress.threads().ifPresent(count -> step.setThreads(Threads.fixed(count)));
    step.resumeAfter(progress.epoch() * course.stepsPerEpoch() + progress.batch());
    if (progress.epoch() >= settings.run().epochs()) {
      // Nothing is left to do but what could not be saved at the end.
      recorder().epoch();
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
        course.stepsPerEpoch(),
        step.steps(),
        material.train().data().size(),
        material.test().map(test -> test.data().size()).orElse(0));
  }

  private void thaw() {
    if (settings.run().thawAfter().isPresent()
        && progress.epoch() >= settings.run().thawAfter().getAsInt()) {
      Parameters.thaw(trainer.model(), "");
      // What begins to train belongs to what a failure goes back to.
      lastGood.keep();
    }
  }

  /** Trains on the rest of the epoch; false if asked to stop before its end. */
  private boolean train(BatchFeed feed) {
    long before = System.nanoTime();
    for (Batch batch : feed.epoch(progress.epoch(), Math.toIntExact(progress.batch()))) {
      if (settings.hooks().stop().requested() || control.stopped()) {
        return false;
      }
      Pace pace = course.pace(step.steps() + 1);
      if (!planned) {
        planned = true;
        var plan = step.plan(batch, pace).summary();
        progress.setThreads(plan.team().threads());
        callbacks.planned(plan);
      }
      double loss = step.run(batch, pace);
      if (!Double.isFinite(loss)) {
        throw diverged(feed);
      }
      long now = System.nanoTime();
      progress.add(batch.size(), loss, step.counts());
      progress.spend((now - before) * NANO);
      speed.add(batch.size(), (now - before) * NANO);
      before = now;
      callbacks.stepped(stepped(pace));
      if (lastGood.isDue()) {
        keep(feed);
      }
    }
    keep(feed);
    return true;
  }

  private TrainCallback.Stepped stepped(Pace pace) {
    long left = course.totalSteps() - step.steps();
    int epochsLeft = settings.run().epochs() - progress.epoch();
    return new TrainCallback.Stepped(
        progress.epoch() + 1,
        progress.batch(),
        course.stepsPerEpoch(),
        progress.soFar(),
        pace.rate(),
        speed.imagesPerSecond(),
        speed.seconds(left) + epochsLeft * progress.testSeconds());
  }

  /** Tests, reports and saves the epoch; false if asked to stop before the test's end. */
  private boolean test() {
    long before = System.nanoTime();
    Score score = Score.none();
    if (material.test().isPresent()) {
      Batches batches = material.test().get();
      Evaluation evaluation = evaluator.measure(batches, this::tested);
      if (evaluation.n() < batches.data().size()) {
        return false;
      }
      score = evaluation.score();
    }
    if (!Double.isFinite(score.loss())) {
      throw diverged(new DivergenceSearch.Finding(step.steps(), TEST_LOSS, true));
    }
    EpochReport report =
        new EpochReport(
            progress.epoch() + 1,
            course.pace(step.steps()).rate(),
            progress.soFar(),
            score,
            progress.seconds(),
            (System.nanoTime() - before) * NANO,
            new LinkedHashMap<>());
    progress.finish(callbacks.epochFinished(report));
    recorder().epoch();
    return true;
  }

  private boolean tested(long done, long total) {
    callbacks.tested(done, total);
    return !settings.hooks().stop().requested();
  }

  private Fit stopped(BatchFeed feed) {
    keep(feed);
    recorder().stopped();
    callbacks.stopped(new TrainCallback.Stopped(progress.epoch(), step.steps()));
    return result(true);
  }

  private Fit result(boolean stopped) {
    if (!control.kept().isEmpty() && (control.stopped() || !stopped)) {
      ModelCard card = recorder().putBack(course.stepsPerEpoch());
      return new Fit(trainer.model(), card, progress.history(), stopped);
    }
    return new Fit(trainer.model(), recorder().card(), progress.history(), stopped);
  }

  /** Remembers the present values as good. */
  private void keep(BatchFeed feed) {
    if (!lastGood.keep()) {
      throw diverged(feed);
    }
  }

  /** Finds out what went wrong, and leaves good values behind. */
  private FoveaException diverged(BatchFeed feed) {
    long last = step.steps();
    int first = Math.toIntExact(lastGood.steps() - progress.epoch() * course.stepsPerEpoch());
    DivergenceSearch.Finding finding =
        new DivergenceSearch(trainer, step, course)
            .find(feed.epoch(progress.epoch(), first), lastGood, last);
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
        course.name(finding.step()),
        "the training diverged at the learning rate %s: %s is the first to be infinite or not a number"
            .formatted((float) course.pace(finding.step()).rate(), finding.value()),
        advice + kept);
  }

  private Recorder recorder() {
    return new Recorder(trainer, material.train(), new Recorder.State(step, progress, callbacks));
  }
}
