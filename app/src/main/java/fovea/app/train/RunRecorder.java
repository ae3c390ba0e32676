package fovea.app.train;

import fovea.app.config.Configuration;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.app.session.UserError;
import fovea.data.Preprocessing;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.cost.CostMeter;
import fovea.train.run.RunCost;
import fovea.train.run.RunData;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps the record of a run: it is written before the first step, after each epoch, and at the end.
 */
public final class RunRecorder implements TrainCallback {

  private static final String THREADS = "threads";
  private static final String EPOCHS = "epochs";
  private static final String SEED = "seed";

  private final Session session;
  private final RunFolder folder;
  private final CostMeter meter;
  private RunRecord record;
  private boolean hasBegun;

  /**
   * What is done in a run.
   *
   * @param verb that was typed
   * @param configuration the options by which it is repeated, the seed among them
   * @param recipe of the training
   * @param data its pictures
   * @param preprocessing of these
   */
  public record Work(
      String verb,
      JsonObject configuration,
      Recipe recipe,
      RunData data,
      Preprocessing preprocessing) {}

  /** The recorder of a run that begins, or goes on, in a folder. */
  public RunRecorder(Session session, Path folder, Work work) {
    this.session = session;
    this.folder = new RunFolder(folder);
    RunRecord fresh =
        new RunRecord(
            RunRecord.Stage.running(Instant.now()),
            request(work.verb(), work.configuration(), work.configuration().integer(SEED)),
            work.data(),
            work.preprocessing().toJson(),
            work.recipe().pictures().augmentation().toJson(),
            RunEnvironment.of(session, work.recipe().precision()),
            RunCost.NONE);
    this.record = earlier().map(before -> goingOn(before, fresh)).orElse(fresh);
    this.meter = new CostMeter(record.cost());
  }

  private static RunRecord.Request request(String verb, JsonObject configuration, long seed) {
    return new RunRecord.Request(
        verb, configuration, Configuration.command(verb, configuration), seed);
  }

  /** A damaged record is no reason not to go on. */
  private Optional<RunRecord> earlier() {
    try {
      return RunRecord.find(folder);
    } catch (FormatException e) {
      session.say(e.getMessage() + " A new record is begun.");
      return Optional.empty();
    }
  }

  /** The run is what it was, but for its length, and for what it runs on now. */
  private static RunRecord goingOn(RunRecord before, RunRecord fresh) {
    RunRecord.Request first = before.request();
    JsonObject configuration =
        fresh
            .request()
            .configuration()
            .find(EPOCHS)
            .map(epochs -> first.configuration().with(EPOCHS, epochs))
            .orElse(first.configuration());
    return before
        .progress(RunRecord.Stage.running(before.progress().started()))
        .request(request(first.verb(), configuration, first.seed()))
        .environment(fresh.environment());
  }

  /** What a training is to tell of itself. */
  public List<TrainCallback> callbacks() {
    return List.of(meter, this);
  }

  /** What the run has cost in all, once it has ended. */
  public RunCost cost() {
    return record.cost();
  }

  /** Writes the record; where nothing else does so before the training, it does at its start. */
  public void begin() {
    record.write(folder);
    hasBegun = true;
  }

  @Override
  public void started(Started event, TrainControl control) {
    begin();
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

  /** What cannot be written is told, and does not end the training. */
  private void write() {
    try {
      record.write(folder);
    } catch (FormatException e) {
      session.say(e.getMessage() + " The training goes on.");
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
      if (hasBegun) {
        end(record.progress().fail(UserError.about(e).sentence()));
      }
      throw e;
    }
    end(record.progress().end(isStopped.test(result) ? RunState.STOPPED : RunState.FINISHED));
    return result;
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
