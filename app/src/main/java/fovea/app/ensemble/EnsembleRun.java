package fovea.app.ensemble;

import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.sampling.Bootstrap;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.ensemble.EnsembleKind;
import fovea.hub.ensemble.EnsembleMeasures;
import fovea.hub.ensemble.EnsembleRecord;
import fovea.hub.ensemble.MemberPredictions;
import fovea.hub.ensemble.ModelEnsemble;
import fovea.hub.ensemble.OutOfBag;
import fovea.train.TrainCallback;
import fovea.train.callback.Snapshots;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An ensemble in the folder of a run: its members, one after another, and in the end their model
 * and what they bring.
 *
 * @param folder of the run
 */
public record EnsembleRun(Session session, EnsemblePlan plan, RunFolder folder) {

  /** Trains a member. */
  @FunctionalInterface
  public interface MemberTraining {

    /**
     * Trains it, or goes on with it.
     *
     * @param number from 1
     * @param member its folder
     * @return whether it came to its end, not stopped by the user
     */
    boolean train(int number, Path member);
  }

  /** Whether a training of members has begun in a folder. */
  public static boolean isIn(Path run) {
    return Files.exists(EnsembleRecord.members(new RunFolder(run)));
  }

  /**
   * Trains the members that are not done yet.
   *
   * @param epochs of each
   * @return whether all are done
   */
  public boolean trainMembers(int epochs, MemberTraining training) {
    for (int number = 1; number <= plan.members(); number++) {
      Path member = EnsembleRecord.member(folder, number);
      if (!isDone(member, epochs)) {
        session.say(
            "network " + number + " of " + plan.members() + ", seed " + plan.memberSeed(number));
        if (!training.train(number, member)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isDone(Path member, int epochs) {
    RunFolder folder = new RunFolder(member);
    return Files.exists(folder.model())
        && record(folder)
            .filter(record -> record.progress().state() == RunState.FINISHED)
            .filter(record -> record.request().configuration().integer("epochs", 0) == epochs)
            .isPresent();
  }

  /** Where it is damaged, the training tells of it, and goes on. */
  private static Optional<RunRecord> record(RunFolder member) {
    try {
      return RunRecord.find(member);
    } catch (FormatException _) {
      return Optional.empty();
    }
  }

  /** What keeps the members of one training. */
  public TrainCallback snapshots(int epochs) {
    return new Snapshots(
        folder,
        epochs / plan.members(),
        number -> new RunFolder(EnsembleRecord.member(folder, number)).model());
  }

  /**
   * Makes one model of the members, measures it, and keeps both.
   *
   * @param train pictures that the members have learned from
   * @param test others
   * @param provenance what the model says of its origin
   * @return what was measured, for programs
   */
  public JsonObject finish(PictureSet train, PictureSet test, JsonObject provenance) {
    List<Model> members =
        IntStream.rangeClosed(1, plan.members())
            .mapToObj(number -> Models.load(EnsembleRecord.member(folder, number)))
            .toList();
    ModelEnsemble.of(members, plan.rule(), provenance).save(folder.model());
    EnsembleMeasures measures =
        EnsembleMeasures.of(MemberPredictions.of(members, test), plan.rule());
    EnsembleRecord record = new EnsembleRecord(plan.kind(), measures, outOfBag(members, train));
    record.write(folder);
    session.result(EnsembleTable.of(record));
    return record.toJson();
  }

  private Optional<OutOfBag> outOfBag(List<Model> members, PictureSet train) {
    if (plan.kind() != EnsembleKind.BAGGING) {
      return Optional.empty();
    }
    List<Bootstrap> samples =
        IntStream.rangeClosed(1, plan.members())
            .mapToObj(number -> Bootstrap.of(train.size(), plan.memberSeed(number)))
            .toList();
    return Optional.of(OutOfBag.of(MemberPredictions.of(members, train), samples, plan.rule()));
  }
}
