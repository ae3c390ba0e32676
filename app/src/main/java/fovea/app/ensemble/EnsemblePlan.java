package fovea.app.ensemble;

import fovea.app.recipe.Recipe;
import fovea.app.session.UsageException;
import fovea.data.sampling.Sampling;
import fovea.hub.ensemble.EnsembleKind;
import fovea.train.run.RunRecord;
import fovea.train.schedule.CosineSchedule;
import fovea.train.schedule.Schedule;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.Optional;

/**
 * An ensemble that is wanted.
 *
 * @param members number of networks
 * @param kind how they come to differ
 * @param rule by which their answers become one
 * @param seed from which those of the members follow
 */
public record EnsemblePlan(int members, EnsembleKind kind, EnsembleRule rule, long seed) {
  private static final int SEEDS = 1000;

  /** The seed of a member, from 1: no two ensembles of small seeds have one in common. */
  public long memberSeed(int number) {
    return SEEDS * seed + number;
  }

  /** What the run is called after network and data. */
  public String suffix() {
    return switch (kind) {
      case SEEDS -> "-ensemble";
      case BAGGING, SNAPSHOT -> "-" + kind;
    };
  }

  /**
   * The recipe by which the members are trained.
   *
   * @param usual recipe of the network
   * @param wanted what the user wants in its place
   * @param epochs that the user has typed
   * @throws UsageException if what the user wants does not go with such an ensemble
   */
  public Recipe recipe(Recipe usual, Recipe wanted, Optional<Integer> epochs) {
    return switch (kind) {
      case SEEDS -> wanted;
      case BAGGING -> bagging(wanted);
      case SNAPSHOT -> snapshots(usual, wanted, epochs);
    };
  }

  /**
   * Makes sure that a run goes on with such members.
   *
   * @param begun what it was asked for
   * @throws UsageException if it has snapshots of a training of another length
   */
  public void check(RunRecord begun, int epochs) {
    long before = begun.request().configuration().integer("epochs", epochs);
    if (kind == EnsembleKind.SNAPSHOT && before != epochs) {
      throw new UsageException(
          "--epochs",
          "the networks of --snapshot are the ends of cycles of "
              + before
              + " epochs in all, found "
              + epochs,
          "leave it out, or begin a new run");
    }
  }

  private static Recipe bagging(Recipe wanted) {
    Sampling sampling = wanted.pictures().sampling();
    Sampling bootstrap = new Sampling.Bootstrapped();
    if (!sampling.equals(new Sampling.Shuffled()) && !sampling.equals(bootstrap)) {
      throw new UsageException(
          "--sampling",
          "--bagging draws the pictures of each network itself, found " + sampling,
          "leave one of them out");
    }
    return wanted.pictures(wanted.pictures().sampling(bootstrap));
  }

  /** One cosine for each network, whole epochs long. */
  private Recipe snapshots(Recipe usual, Recipe wanted, Optional<Integer> epochs) {
    if (!wanted.goal().newCallbacks().isEmpty()) {
      throw new UsageException(
          "--snapshot",
          "expected a training of all its epochs and one schedule, found one that ends early or"
              + " changes its rate",
          "leave --early-stopping and --reduce-on-plateau out");
    }
    if (epochs.isPresent() && epochs.get() % members != 0) {
      throw new UsageException(
          "--epochs",
          "expected as many for each of the "
              + members
              + " networks of --snapshot, found "
              + epochs.get(),
          "take a multiple of " + members);
    }
    int cycle = Math.ceilDiv(wanted.epochs(), members);
    Schedule cosine = new CosineSchedule().restarts(members - 1);
    Schedule chosen = wanted.updates().schedule();
    if (!chosen.equals(usual.updates().schedule()) && !chosen.equals(cosine)) {
      throw new UsageException(
          "--snapshot",
          "the rate falls along a cosine for each network, found " + Schedule.codecs().text(chosen),
          "leave --schedule and --warmup out");
    }
    return wanted.epochs(cycle * members).updates(updates -> updates.schedule(cosine));
  }
}
