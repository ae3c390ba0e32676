package consumer;

import fovea.data.DataLoader;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.train.Trainer;
import fovea.train.metric.Score;
import fovea.train.optim.Sgd;
import fovea.zoo.basic.LeNet5;

/** Trains LeNet-5 on digits that the library draws; fails where it learns nothing. */
final class TrainDigits {
  private static final int SIZE = 4_000;

  private TrainDigits() {}

  public static void main(String[] args) {
    var report = Engine.instance().report(Device.AUTO);
    IO.println("device         %s, %s".formatted(report.backend(), report.reason()));
    if (System.getProperty("os.name").equals("Linux") && report.device() != Device.CPU) {
      throw new IllegalStateException("expected the native backend on Linux");
    }

    var digits = Data.digits(Split.TRAIN, SIZE, 0);
    var preprocessing = Preprocessing.standardizing(digits).padding(2); // LeNet-5 wants 32 x 32
    var train = new DataLoader(digits, preprocessing, 64).shuffle(1);
    var test = new DataLoader(Data.digits(Split.TEST, SIZE / 4, 0), preprocessing, 500);

    var fit = Trainer.of(LeNet5.modern(10)).optimizer(new Sgd(0.05).momentum(0.9)).epochs(2);
    Score score = fit.fit(train, test).epochs().getLast().test();
    IO.println(
        "test loss      %.3f%ntest accuracy  %.2f %%"
            .formatted(score.loss(), 100 * score.accuracy()));
    if (score.accuracy() < 0.5) {
      throw new IllegalStateException("expected to classify most digits correctly");
    }
  }
}
