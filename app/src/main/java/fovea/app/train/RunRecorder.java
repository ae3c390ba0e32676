package fovea.app.train;

import fovea.app.config.Configuration;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.app.session.UserError;
import fovea.data.Preprocessing;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.cost.CostMeter;
import fovea.train.run.RunCost;
import fovea.train.run.RunData;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps the record of a run: it is written as soon as there is a folder, after each epoch, and at
 * the end.
 */
public final class RunRecorder implements TrainCallback {

  private static final String THREADS = "threads";
  private static final String SEED = "seed";

  private final Session session;
  private final RunFolder folder;
  private final CostMeter meter;
  private RunRecord record;
  private boolean hasBegun;
  private boolean isFailing;

  /**
   * What is done in a run.
   *
   * @param verb that was typed
   * @param configuration the options by which it is repeated, the seed among them
   * @param recipe of the training
   * @param preprocessing of its pictures
   */
  public record Work(
      String verb, JsonObject configuration, Recipe recipe, Preprocessing preprocessing) {}

  private RunRecorder(Session session, RunFolder folder, RunRecord record) {
    this.session = session;
    this.folder = folder;
    this.record = record;
    this.meter = new CostMeter(record.cost());
  }

  /**
   * The recorder of a run that begins, whose folder is made and whose record is written, or that
   * goes on.
   *
   * @throws fovea.graph.type.FoveaException if another training is going on in the folder
   * @throws FormatException if the record of a run that begins cannot be written
   */
  public static RunRecorder begin(Session session, RunPlace place, Work work) {
    var fresh =
        new RunRecord(
            RunRecord.Stage.running(Instant.now()),
            request(work.verb(), work.configuration(), work.configuration().integer(SEED)),
            Optional.empty(),
            work.preprocessing().toJson(),
            work.recipe().pictures().augmentation().toJson(),
            RunEnvironment.of(session, work.recipe().precision()),
            Map.of(),
            RunCost.NONE);
    var folder = new RunFolder(place.claim(fresh));
    if (place.holdsRun()) {
      RunRecord record =
          earlier(session, folder).map(before -> goingOn(before, fresh)).orElse(fresh);
      return new RunRecorder(session, folder, record);
    }
    var recorder = new RunRecorder(session, folder, fresh);
    recorder.hasBegun = true;
    return recorder;
  }

  /** The folder of the run. */
  public Path folder() {
    return folder.path();
  }

  /** Notes which pictures the run has, unless that is known from before. */
  public void recordData(Supplier<RunData> data) {
    if (record.data().isEmpty()) {
      record = record.data(data.get());
      if (hasBegun) {
        write();
      }
    }
  }

  private static RunRecord.Request request(String verb, JsonObject configuration, long seed) {
    return new RunRecord.Request(
        verb, configuration, Configuration.command(verb, configuration), seed);
  }

  /** A damaged record is no reason not to go on. */
  private static Optional<RunRecord> earlier(Session session, RunFolder folder) {
    try {
      return RunRecord.find(folder);
    } catch (FormatException e) {
      session.say(e.getMessage() + " A new record is begun.");
      return Optional.empty();
    }
  }

  /** The run is what it was, but for the options that may change, and for what it runs on now. */
  private static RunRecord goingOn(RunRecord before, RunRecord fresh) {
    return before
        .progress(RunRecord.Stage.running(before.progress().started()))
        .request(fresh.request())
        .environment(fresh.environment())
        .scores(Map.of());
  }

  /** What a training is to tell of itself. */
  public List<TrainCallback> callbacks() {
    return List.of(meter, this);
  }

  /** What the run has cost in all, once it has ended. */
  public RunCost cost() {
    return record.cost();
  }

  /** Notes how the model did on parts that nothing was chosen by; written at the end. */
  public void score(HeldScores scores) {
    record = record.scores(scores.scores());
  }

  @Override
  public void started(Started event, TrainControl control) {
    // That a run goes on is noted once it is sure that it does.
    record.write(folder);
    hasBegun = true;
  }

  @Override
  public void planned(Planned event) {
    int threads = event.plan().team().threads();
    RunRecord.Request before = record.request();
    // Sums depend on it: with another number of threads the run would not be repeated.
    JsonObject configuration = before.configuration().with(THREADS, threads);
    record =
        record
            .request(request(before.verb(), configuration, before.seed()))
            .environment(record.environment().with(THREADS, threads));
    write();
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    record = record.cost(meter.cost());
    write();
  }

  /** What cannot be written is told once, and does not end the training. */
  private void write() {
    try {
      record.write(folder);
      isFailing = false;
    } catch (FormatException e) {
      if (!isFailing) {
        session.say(e.getMessage() + " The training goes on.");
      }
      isFailing = true;
    }
  }

  /**
   * Trains, and notes how that has ended.
   *
   * @param isStopped whether a result is one that was asked to stop before its end
   */
  public <T> T watch(Supplier<T> training, Predicate<T> isStopped) {
    T result;
    try {
      result = training.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (hasBegun && !isTaken()) {
        end(record.progress().fail(UserError.about(e).sentence()));
      }
      throw e;
    }
    end(record.progress().end(isStopped.test(result) ? RunState.STOPPED : RunState.FINISHED));
    return result;
  }

  /** Whether another process trains in the folder by now: then the record is no longer ours. */
  private boolean isTaken() {
    if (!Files.isDirectory(folder.path())) {
      return false;
    }
    try (RunLock _ = folder.lock()) {
      return false;
    } catch (FoveaException _) {
      return true;
    }
  }

  private void end(RunRecord.Stage stage) {
    record = record.progress(stage).cost(meter.cost());
    try {
      record.write(folder);
    } catch (FormatException e) {
      session.report(e);
    }
  }
}
