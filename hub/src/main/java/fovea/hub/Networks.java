package fovea.hub;

import fovea.data.pixels.PictureShape;
import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.onnx.OnnxNetwork;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.ensemble.Ensemble;

/** Networks by what files say of them: those of the zoo, graphs of other programs, ensembles. */
final class Networks {
  private Networks() {}

  /**
   * Makes a network again, without its weights.
   *
   * @throws FoveaException if only a program can make it
   */
  static Layer create(Blueprint saved) {
    return isEnsemble(saved) ? Ensemble.create(saved, Networks::create) : classifier(saved);
  }

  /**
   * Makes a network that is no ensemble again, without its weights.
   *
   * @throws FoveaException if only a program can make it
   */
  static Classifier classifier(Blueprint saved) {
    if (saved.isCustom()) {
      throw FoveaException.at(
          "",
          "expected a network that the file describes, found one of a program's own",
          "load it by Models.load(file, () -> new Network(…)), with the class that was trained");
    }
    return isGraph(saved) ? OnnxNetwork.create(saved) : Zoo.create(saved);
  }

  private static boolean isGraph(Blueprint saved) {
    return saved.name().equals(OnnxNetwork.ARCHITECTURE);
  }

  private static boolean isEnsemble(Blueprint saved) {
    return saved.name().equals(Ensemble.ARCHITECTURE);
  }

  /** Whether its arguments are not those of a network of the zoo. */
  private static boolean isFromElsewhere(Blueprint saved) {
    return isGraph(saved) || isEnsemble(saved) || saved.isCustom();
  }

  /** What a network was made for. */
  static NetworkArguments arguments(ModelCard card) {
    PictureShape input = card.preprocessing().input();
    return isFromElsewhere(card.blueprint())
        ? new NetworkArguments(
            card.classes().size(), input.channels(), input.height(), input.width())
        : NetworkArguments.parse(card.blueprint().arguments()).size(input.height(), input.width());
  }

  /**
   * Checks the parts of a card, which come from one file, but need not fit each other.
   *
   * @throws FormatException if they do not
   */
  static void check(ModelCard card) {
    check(card, card.blueprint());
  }

  private static void check(ModelCard card, Blueprint saved) {
    if (isEnsemble(saved)) {
      Ensemble.members(saved).forEach(member -> check(card, member));
    }
    if (isFromElsewhere(saved)) {
      return;
    }
    NetworkArguments made = NetworkArguments.parse(saved.arguments());
    PictureShape input = card.preprocessing().input();
    if (!Zoo.architecture(saved.name()).takes(made, input)) {
      throw contradiction(
          "pictures " + made.pictures() + " as the network takes", input.toString());
    }
    boolean binary = made.classes() == 1 && card.classes().size() == 2;
    if (card.classes().size() != made.classes() && !binary && !card.classes().isEmpty()) {
      throw contradiction(
          made.classes() + " names of classes", Integer.toString(card.classes().size()));
    }
  }

  private static FormatException contradiction(String expected, String found) {
    return new FormatException(
        "metadata", "expected " + expected + ", found " + found, "Get or save the model again");
  }
}
