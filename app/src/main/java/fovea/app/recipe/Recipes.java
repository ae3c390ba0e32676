package fovea.app.recipe;

import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.graph.type.Precision;
import fovea.nn.Parameters;
import fovea.train.optim.Optimizer;
import fovea.train.optim.Sgd;
import fovea.train.schedule.OneCycleSchedule;
import fovea.zoo.catalog.Architecture;

/**
 * What trains well: the defaults of {@code train}, by kind of network and data set. All use SGD
 * with momentum along one cycle of the rate, whose slow start lets even deep networks begin well.
 */
public final class Recipes {

  private static final Recipe BASIC =
      new Recipe(
          10,
          64,
          Precision.F32,
          new PictureSettings(Augmentations.NONE),
          new UpdateSettings(sgd(0.05, 5e-4), new OneCycleSchedule(0.3, 25, 1e4, false)),
          new GoalSettings());

  private Recipes() {}

  /** The recipe for a network on a data set. */
  public static Recipe of(Architecture network, String data) {
    return isNormalized(network) ? deep(network, data) : small(data);
  }

  /**
   * Whether it has running statistics: with batch norms a network bears rates that others diverge
   * at. Nothing of it is computed.
   */
  private static boolean isNormalized(Architecture network) {
    return !Parameters.states(network.create(network.defaults())).isEmpty();
  }

  private static Recipe small(String data) {
    return switch (data) {
      case "digits", "mnist" -> BASIC.epochs(5);
      case "cifar-10" -> photos(0.02, 2e-3);
      default -> BASIC;
    };
  }

  private static Recipe deep(Architecture network, String data) {
    return switch (data) {
      case "cifar-10" -> photos(rate(network), 5e-4).batch(128);
      default -> BASIC.epochs(3);
    };
  }

  /** What is best for 20 layers is too much for 56 to begin well, and for MobileNet-v2. */
  private static double rate(Architecture network) {
    return network.name().equals("cifar_resnet20") ? 0.3 : 0.1;
  }

  /** Photos show the same thing when they are mirrored or moved a little. */
  private static Recipe photos(double rate, double weightDecay) {
    return BASIC
        .epochs(30)
        .updates(usual -> usual.optimizer(sgd(rate, weightDecay)))
        .pictures(new PictureSettings(Augmentations.of(new HorizontalFlip(), new RandomCrop(4))));
  }

  private static Optimizer sgd(double rate, double weightDecay) {
    return new Sgd(rate).momentum(0.9).weightDecay(weightDecay);
  }
}
