package fovea.bench.toolbox;

import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.train.EpochReport;
import fovea.train.Trainer;
import fovea.train.optim.Sgd;
import fovea.train.schedule.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Stochastic depth in a network that learns its few pictures by heart. */
final class SkippedBlocks {
  private SkippedBlocks() {}

  static Experiment experiment(Size size) {
    Material material =
        new Material(
            Data.cifar10(Split.TRAIN).first(size.pictures()),
            Data.cifar10(Split.TEST).first(2_000));
    return new Experiment(
        String.format(
            Locale.ROOT,
            "Test accuracy of ResNet-20 on %,d pictures of CIFAR-10, %d epochs",
            material.train().size(),
            size.epochs()),
        "%.2f %%",
        List.of(
            arm(material, size, "all blocks", "cifar_resnet20"),
            arm(material, size, "stochastic depth 0.5", "cifar_resnet20:stochastic_depth=0.5")));
  }

  private static Arm arm(Material material, Size size, String name, String network) {
    UnaryOperator<Trainer> change =
        trainer ->
            trainer
                .optimizer(new Sgd(0.1).momentum(0.9).weightDecay(5e-4))
                .schedule(Schedule.oneCycle().cyclesMomentum(false))
                .epochs(size.epochs());
    return new Arm(
        name,
        seed -> {
          EpochReport last = material.last(network, seed, change, UnaryOperator.identity());
          String note = String.format(Locale.ROOT, "test loss %.2f", last.test().loss());
          return new Arm.Figure(100 * last.test().accuracy(), note);
        });
  }
}
