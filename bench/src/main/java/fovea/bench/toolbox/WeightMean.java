package fovea.bench.toolbox;

import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.train.Trainer;
import fovea.train.average.WeightAverage;
import fovea.train.optim.Sgd;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Averages of weights where the rate stays high. */
final class WeightMean {
  private WeightMean() {}

  static Experiment experiment(Size size) {
    Material material =
        new Material(
            Data.fashionMnist(Split.TRAIN).first(size.pictures()), Data.fashionMnist(Split.TEST));
    UnaryOperator<Trainer> plain =
        trainer -> trainer.optimizer(new Sgd(0.05).momentum(0.9)).epochs(size.epochs());
    return new Experiment(
        String.format(
            Locale.ROOT,
            "Test accuracy of LeNet-5 on %,d pictures of Fashion-MNIST, constant rate, %d epochs",
            material.train().size(),
            size.epochs()),
        "%.2f %%",
        List.of(
            arm(material, "newest weights", plain),
            arm(
                material,
                "EMA, decay 0.99",
                trainer -> plain.apply(trainer).average(WeightAverage.ema(0.99))),
            arm(
                material,
                "SWA over the second half",
                trainer -> plain.apply(trainer).average(WeightAverage.swa(size.epochs() / 2)))));
  }

  private static Arm arm(Material material, String name, UnaryOperator<Trainer> change) {
    return new Arm(
        name, seed -> material.accuracy("lenet5", seed, change, UnaryOperator.identity()));
  }
}
