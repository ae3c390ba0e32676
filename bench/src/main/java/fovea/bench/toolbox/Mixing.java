package fovea.bench.toolbox;

import fovea.data.DataLoader;
import fovea.data.Split;
import fovea.data.batch.CutMix;
import fovea.data.batch.Mixup;
import fovea.data.sets.Data;
import fovea.train.Trainer;
import fovea.train.optim.Sgd;
import fovea.train.schedule.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Mixed pictures where there are few and a network learns them by heart. */
final class Mixing {
  private Mixing() {}

  static Experiment experiment(Size size) {
    Material material =
        new Material(
            Data.fashionMnist(Split.TRAIN).first(size.pictures()), Data.fashionMnist(Split.TEST));
    return new Experiment(
        String.format(
            Locale.ROOT,
            "Test accuracy of LeNet-5 on %,d pictures of Fashion-MNIST, %d epochs",
            material.train().size(),
            size.epochs()),
        "%.2f %%",
        List.of(
            arm(material, size, "pictures as they are", UnaryOperator.identity()),
            arm(material, size, "mixup", loader -> loader.augments(new Mixup(0.4))),
            arm(material, size, "CutMix", loader -> loader.augments(new CutMix(1)))));
  }

  private static Arm arm(
      Material material, Size size, String name, UnaryOperator<DataLoader> loading) {
    UnaryOperator<Trainer> change =
        trainer ->
            trainer
                .optimizer(new Sgd(0.05).momentum(0.9).weightDecay(5e-4))
                .schedule(Schedule.cosine())
                .epochs(size.epochs());
    return new Arm(name, seed -> material.accuracy("lenet5", seed, change, loading));
  }
}
