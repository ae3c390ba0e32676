package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.activation.Relu;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.Trainer;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.Pgd;
import fovea.train.average.WeightAverage;
import fovea.train.optim.AdamW;
import fovea.train.optim.Lion;
import fovea.train.optim.Lookahead;
import fovea.train.optim.MaxNorm;
import fovea.train.optim.Muon;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightPenalty;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pieces of the training toolbox do the same on the CPU, where weights lie in blocks and those of
 * convolutions in groups with an axis more.
 */
class ToolboxOnDevicesTest {
  private static final PictureSet DIGITS = Data.digits(Split.TRAIN, 40, 1);
  private static final Preprocessing PREPROCESSING = Preprocessing.standardizing(DIGITS);

  /** What is tried. */
  enum Piece {
    LION(trainer -> trainer.optimizer(new Lion(1e-3).weightDecay(0.1))),
    MUON(trainer -> trainer.optimizer(new Muon(0.01).others(new Sgd(0.01)))),
    LOOKAHEAD(trainer -> trainer.optimizer(new Lookahead(new Sgd(0.01)).every(3))),
    MAX_NORM(trainer -> trainer.optimizer(new MaxNorm(new Sgd(0.01), 0.5))),
    PENALTY(trainer -> trainer.optimizer(WeightPenalty.l1(new AdamW(1e-3), 1e-3))),
    ADVERSARIAL(trainer -> trainer.adversarial(new AdversarialTraining(new Pgd(0.02).steps(2)))),
    ACCUMULATION(trainer -> trainer.accumulate(2)),
    EMA(trainer -> trainer.average(WeightAverage.ema(0.8))),
    SWA(trainer -> trainer.average(WeightAverage.swa(1)));

    private final UnaryOperator<Trainer> change;

    Piece(UnaryOperator<Trainer> change) {
      this.change = change;
    }
  }

  private static Map<String, HostBuffer> trained(Piece piece, Device device) {
    Layer network =
        Sequential.of(
            new Conv2d(1, 20, 3).stride(2).noBias(),
            new BatchNorm2d(20),
            new Relu(),
            new Conv2d(20, 32, 3).stride(2),
            new Relu(),
            new Conv2d(32, 32, 3).padding(1).groups(32),
            new Relu(),
            new GlobalAvgPool(),
            new Linear(32, 10));
    Parameters.initialize(network, 2);
    var examples = new DataLoader(DIGITS, PREPROCESSING, 10).shuffle(3);
    Trainer trainer = Trainer.of(network).optimizer(new Sgd(0.01).momentum(0.9)).epochs(2);
    device.use(() -> piece.change.apply(trainer).fit(examples));
    return StateDict.of(network);
  }

  @ParameterizedTest
  @EnumSource
  void theyDoTheSameOnTheCpu(Piece piece) {
    Devices.assume(Device.CPU);
    Map<String, HostBuffer> found = trained(piece, Device.CPU);
    trained(piece, Device.REFERENCE)
        .forEach(
            (name, expected) -> {
              double difference = 0;
              long count = expected.type().shape().elements();
              for (int i = 0; i < count; i++) {
                difference +=
                    Math.abs(expected.at(i) - Objects.requireNonNull(found.get(name)).at(i))
                        / count;
              }
              assertEquals(0, difference, 2e-4, piece + ", " + name);
            });
  }
}
