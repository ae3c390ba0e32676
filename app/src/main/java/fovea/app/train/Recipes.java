package fovea.app.train;

import fovea.app.option.OptimizerKind;
import fovea.app.option.ScheduleKind;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.graph.type.Precision;
import fovea.nn.Parameters;
import fovea.zoo.catalog.Architecture;

/**
 * What trains well: the defaults of {@code train}, by kind of network and data set. All use SGD
 * with momentum along one cycle of the rate, whose slow start lets even deep networks begin well.
 */
final class Recipes {

  private static final Recipe BASIC =
      new Recipe(
          10,
          64,
          OptimizerKind.SGD.defaults(),
          ScheduleKind.ONE_CYCLE,
          Augmentations.NONE,
          Precision.F32);

  private Recipes() {}

  /** The recipe for a network on a data set. */
  static Recipe of(Architecture network, String data) {
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
      case "cifar-10" -> photos().epochs(30).rate(0.02).weightDecay(2e-3);
      default -> BASIC;
    };
  }

  private static Recipe deep(Architecture network, String data) {
    return switch (data) {
      case "cifar-10" -> photos().epochs(30).batch(128).rate(rate(network));
      default -> BASIC.epochs(3);
    };
  }

  /** What is best for 20 layers is too much for 56 to begin well, and for MobileNet-v2. */
  private static double rate(Architecture network) {
    return network.name().equals("cifar_resnet20") ? 0.3 : 0.1;
  }

  /** Photos show the same thing when they are mirrored or moved a little. */
  private static Recipe photos() {
    return BASIC.augments(new HorizontalFlip(), new RandomCrop(4));
  }
}
