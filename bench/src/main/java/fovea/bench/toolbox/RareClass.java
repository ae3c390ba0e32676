package fovea.bench.toolbox;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.train.EpochReport;
import fovea.train.Trainer;
import fovea.train.metric.Metric;
import fovea.train.optim.Adam;
import fovea.train.task.Classification;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Shirts among T-shirts, 5 of 100. */
final class RareClass {
  private static final int T_SHIRT = 0;
  private static final int SHIRT = 6;
  private static final double SHARE = 0.05;

  private RareClass() {}

  static Experiment experiment(Size size) {
    PictureSet train = Data.fashionMnist(Split.TRAIN);
    int rare = (int) Math.round(SHARE * size.pictures());
    int[] chosen =
        IntStream.concat(
                of(train, T_SHIRT).limit(size.pictures() - rare), of(train, SHIRT).limit(rare))
            .toArray();
    PictureSet test = Data.fashionMnist(Split.TEST);
    int[] judging = IntStream.concat(of(test, T_SHIRT), of(test, SHIRT)).toArray();
    Material material = new Material(train.subset("95:5", chosen), test.subset("of both", judging));
    int[] counts = new int[train.classes().size()];
    counts[T_SHIRT] = size.pictures() - rare;
    counts[SHIRT] = rare;
    return new Experiment(
        String.format(
            Locale.ROOT,
            "Balanced accuracy of LeNet-5 on shirts among T-shirts of Fashion-MNIST, 5 of 100, %,d pictures, %d epochs",
            size.pictures(),
            size.epochs()),
        "%.2f %%",
        List.of(
            arm(material, size, "nothing", new Classification(), UnaryOperator.identity()),
            arm(
                material,
                size,
                "class weights",
                new Classification().balanced(counts),
                UnaryOperator.identity()),
            arm(
                material,
                size,
                "balanced sampling",
                new Classification(),
                loader -> loader.balance(loader.seed()))));
  }

  private static IntStream of(PictureSet pictures, int label) {
    return IntStream.range(0, pictures.size()).filter(i -> pictures.label(i) == label);
  }

  private static Arm arm(
      Material material,
      Size size,
      String name,
      Classification task,
      UnaryOperator<DataLoader> loading) {
    UnaryOperator<Trainer> change =
        trainer ->
            trainer
                .optimizer(new Adam(1e-3))
                .task(task.measuring(Metric.balancedAccuracy()))
                .epochs(size.epochs());
    return new Arm(
        name,
        seed -> {
          EpochReport last = material.last("lenet5", seed, change, loading);
          return new Arm.Figure(100 * last.test().metric("balanced_accuracy"), "");
        });
  }
}
