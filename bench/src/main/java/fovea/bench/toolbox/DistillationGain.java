package fovea.bench.toolbox;

import fovea.bench.compare.CommandLineException;
import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.distill.ModelTeacher;
import fovea.hub.ensemble.EnsembleMeasures;
import fovea.hub.ensemble.MemberPredictions;
import fovea.hub.ensemble.ModelEnsemble;
import fovea.train.Trainer;
import fovea.train.distill.Distillation;
import fovea.train.metric.TestInterval;
import fovea.train.optim.Sgd;
import fovea.train.schedule.Schedule;
import fovea.zoo.Zoo;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How much of what an ensemble of LeNet-5 brings on Fashion-MNIST one LeNet-5 keeps that learns
 * from it. Beside it stands one that learns as long with the same settings, but from labels alone:
 * what it gains is not the teacher's doing.
 */
public final class DistillationGain {
  private static final String ROW = "%4s  %8s %8s %8s  %9s %8s  %9s%n";
  private static final int BATCH = 64;
  private static final double DECAY = 5e-4;

  /** Of those that learn longer: soft answers keep them from over-fitting. */
  private static final double STUDENT_DECAY = 1e-4;

  private static final double TEMPERATURE = 2;

  private final PictureSet train;
  private final PictureSet test = Data.fashionMnist(Split.TEST);
  private final Lengths lengths;

  /**
   * How long all learn.
   *
   * @param members of each ensemble
   * @param epochs of each member
   * @param studentEpochs of the networks that are compared with the ensemble
   * @param pictures to learn from, at most
   */
  public record Lengths(int members, int epochs, int studentEpochs, int pictures) {}

  private DistillationGain(Lengths lengths) {
    this.train = Data.fashionMnist(Split.TRAIN).first(lengths.pictures());
    this.lengths = lengths;
  }

  /** Trains {@code seeds} ensembles and what learns from them, and prints. */
  public static void run(int seeds, Lengths lengths) {
    if (lengths.members() < 2) {
      throw new CommandLineException(
          "distill: expected 2 members or more, found " + lengths.members());
    }
    var experiment = new DistillationGain(lengths);
    System.out.printf(
        Locale.ROOT,
        "Test accuracy on Fashion-MNIST, %%: %d LeNet-5 of %d epochs on %,d pictures; one of %d%n"
            + "epochs that learns from them (temperature %s, share %s), and one that learns as%n"
            + "long from labels alone%n",
        lengths.members(),
        lengths.epochs(),
        experiment.train.size(),
        lengths.studentEpochs(),
        TEMPERATURE,
        Distillation.SHARE);
    System.out.printf(
        Locale.ROOT, ROW, "seed", "mean", "best", "ensemble", "distilled", "labels", "gain kept");
    for (int seed = 1; seed <= seeds; seed++) {
      experiment.run(seed);
    }
  }

  private void run(int seed) {
    List<Model> members = new ArrayList<>();
    for (int number = 1; number <= lengths.members(); number++) {
      // The same as those of the command line and of the experiment on ensembles.
      members.add(member(1000L * seed + number));
    }
    EnsembleMeasures measures =
        EnsembleMeasures.of(MemberPredictions.of(members, test), EnsembleRule.AVERAGE);
    Model ensemble = ModelEnsemble.of(members, EnsembleRule.AVERAGE);
    Model untrained = model(seed);
    var distillation =
        new Distillation(ModelTeacher.of(ensemble, untrained)).temperature(TEMPERATURE);
    double distilled = accuracy(student(untrained, seed, each -> each.distillation(distillation)));
    double labels = accuracy(student(model(seed), seed, UnaryOperator.identity()));
    double mean = measures.sizes().getFirst().mean();
    System.out.printf(
        Locale.ROOT,
        ROW,
        seed,
        percent(mean),
        percent(measures.best()),
        percent(measures.accuracy()),
        percent(distilled),
        percent(labels),
        String.format(
            Locale.ROOT, "%.0f %%", 100 * (distilled - mean) / (measures.accuracy() - mean)));
  }

  private Model model(long seed) {
    return Models.create(Zoo.architecture("lenet5"), train, seed);
  }

  private Model member(long seed) {
    Model model = model(seed);
    return trained(model, trainer(model, seed, DECAY).epochs(lengths.epochs()), seed);
  }

  private Model student(Model model, long seed, UnaryOperator<Trainer> taught) {
    Trainer trainer = taught.apply(trainer(model, seed, STUDENT_DECAY));
    return trained(model, trainer.epochs(lengths.studentEpochs()), seed);
  }

  private Model trained(Model model, Trainer trainer, long seed) {
    return Model.of(trainer.fit(new DataLoader(train, model.preprocessing(), BATCH).shuffle(seed)));
  }

  private static Trainer trainer(Model model, long seed, double decay) {
    return Trainer.of(model.network())
        .optimizer(new Sgd(0.05).momentum(0.9).weightDecay(decay))
        .schedule(Schedule.oneCycle())
        .seed(seed)
        .testEvery(TestInterval.epochs(Integer.MAX_VALUE));
  }

  private double accuracy(Model model) {
    return model.evaluate(test).accuracy();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
