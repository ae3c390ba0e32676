package fovea.bench.toolbox;

import fovea.bench.compare.CommandLineException;
import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sampling.Bootstrap;
import fovea.data.sets.Data;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.ensemble.EnsembleKind;
import fovea.hub.ensemble.EnsembleMeasures;
import fovea.hub.ensemble.EnsembleMeasures.MemberScore;
import fovea.hub.ensemble.EnsembleMeasures.SizeScore;
import fovea.hub.ensemble.MemberPredictions;
import fovea.hub.ensemble.NextMember;
import fovea.hub.ensemble.OutOfBag;
import fovea.train.Trainer;
import fovea.train.callback.Snapshots;
import fovea.train.metric.TestInterval;
import fovea.train.optim.Sgd;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import fovea.zoo.Zoo;
import fovea.zoo.ensemble.EnsembleRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several LeNet-5 bring on Fashion-MNIST: by seeds, by bagging and as snapshots of one
 * training that is as long as that of one network. Each row is another ensemble.
 */
public final class EnsembleGain {
  private static final String ROW = "%-9s %4s  %8s %8s %8s %8s  %6s  %-16s %s%n";

  private final PictureSet train;
  private final PictureSet test = Data.fashionMnist(Split.TEST);
  private final int members;
  private final int epochs;

  private EnsembleGain(int members, int epochs) {
    this.train = Data.fashionMnist(Split.TRAIN);
    this.members = members;
    this.epochs = epochs;
  }

  /**
   * Trains and prints.
   *
   * @param members of each ensemble
   * @param seeds number of ensembles of each kind
   * @param epochs of each network; of snapshots, of the whole training, rounded up to whole cycles
   */
  public static void run(int members, int seeds, int epochs) {
    if (members < 2) {
      throw new CommandLineException("ensemble: expected 2 members or more, found " + members);
    }
    var experiment = new EnsembleGain(members, epochs);
    System.out.printf(
        Locale.ROOT,
        "Test accuracy of %d LeNet-5 on Fashion-MNIST, %d epochs, %%%n"
            + "next: what one more would bring, points%n",
        members,
        epochs);
    System.out.printf(
        Locale.ROOT, ROW, "kind", "seed", "mean", "best", "average", "vote", "corr", "next", "");
    for (EnsembleKind kind : EnsembleKind.values()) {
      for (int seed = 1; seed <= seeds; seed++) {
        experiment.run(kind, seed);
      }
    }
  }

  private void run(EnsembleKind kind, int seed) {
    List<Model> trained =
        kind == EnsembleKind.SNAPSHOT ? snapshots(memberSeed(seed, 1)) : trained(kind, seed);
    MemberPredictions predictions = MemberPredictions.of(trained, test);
    EnsembleMeasures averaged = EnsembleMeasures.of(predictions, EnsembleRule.AVERAGE);
    EnsembleMeasures voted = EnsembleMeasures.of(predictions, EnsembleRule.VOTE);
    NextMember next = averaged.next();
    System.out.printf(
        Locale.ROOT,
        ROW,
        kind,
        seed,
        percent(averaged.sizes().getFirst().mean()),
        percent(averaged.best()),
        percent(averaged.accuracy()),
        percent(voted.accuracy()),
        String.format(Locale.ROOT, "%.3f", averaged.correlation().mean()),
        String.format(Locale.ROOT, "%+.3f ± %.3f", 100 * next.gain(), 100 * next.gainError()),
        averaged.accuracy() > averaged.best() ? "" : "not better than its best");
    System.out.println(
        "  each "
            + averaged.members().stream()
                .map(MemberScore::accuracy)
                .map(EnsembleGain::percent)
                .collect(Collectors.joining(", "))
            + "; 1 to "
            + members
            + " of them "
            + averaged.sizes().stream()
                .map(SizeScore::mean)
                .map(EnsembleGain::percent)
                .collect(Collectors.joining(", ")));
    if (kind == EnsembleKind.BAGGING) {
      say(outOfBag(trained, seed));
    }
  }

  private static void say(OutOfBag bag) {
    System.out.println(
        "  out of bag "
            + bag.members().stream()
                .map(sample -> percent(sample.accuracy()) + " of " + percent(1 - sample.distinct()))
                .collect(Collectors.joining(", "))
            + "; together "
            + percent(bag.ensemble())
            + " of "
            + bag.judged());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** The same as that of the command line. */
  private static long memberSeed(int seed, int number) {
    return 1000L * seed + number;
  }

  private List<Model> trained(EnsembleKind kind, int seed) {
    List<Model> trained = new ArrayList<>();
    for (int number = 1; number <= members; number++) {
      long own = memberSeed(seed, number);
      Model model = model(own);
      DataLoader all = new DataLoader(train, model.preprocessing(), 64);
      DataLoader loader = kind == EnsembleKind.BAGGING ? all.bootstrap(own) : all.shuffle(own);
      trained.add(Model.of(trainer(model, own, Schedule.oneCycle()).epochs(epochs).fit(loader)));
    }
    return trained;
  }

  private Model model(long seed) {
    return Models.create(Zoo.architecture("lenet5"), train, seed);
  }

  private static Trainer trainer(Model model, long seed, Schedule schedule) {
    return Trainer.of(model.network())
        .optimizer(new Sgd(0.05).momentum(0.9).weightDecay(5e-4))
        .schedule(schedule)
        .seed(seed)
        .testEvery(TestInterval.epochs(Integer.MAX_VALUE));
  }

  private List<Model> snapshots(long seed) {
    Path folder = Path.of("target/snapshots");
    int cycle = Math.ceilDiv(epochs, members);
    Model model = model(seed);
    trainer(model, seed, Schedule.cosine().restarts(members - 1))
        .epochs(cycle * members)
        .folder(folder)
        .callbacks(new Snapshots(new RunFolder(folder), cycle, number -> file(folder, number)))
        .fit(new DataLoader(train, model.preprocessing(), 64).shuffle(seed));
    return IntStream.rangeClosed(1, members)
        .mapToObj(number -> Models.load(file(folder, number)))
        .toList();
  }

  private static Path file(Path folder, int number) {
    return folder.resolve(number + ".safetensors");
  }

  private OutOfBag outOfBag(List<Model> trained, int seed) {
    List<Bootstrap> samples = new ArrayList<>();
    for (int number = 1; number <= members; number++) {
      samples.add(Bootstrap.of(train.size(), memberSeed(seed, number)));
    }
    return OutOfBag.of(MemberPredictions.of(trained, train), samples, EnsembleRule.AVERAGE);
  }
}
