package fovea.app;

import fovea.data.PictureShape;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Classifier;
import fovea.onnx.OnnxNetwork;
import fovea.zoo.Arguments;
import fovea.zoo.Zoo;

/** Networks by what files say of them: those of the zoo, and graphs of other programs. */
final class Blueprints {

  private Blueprints() {}

  /** Makes a network again, without its weights. */
  static Classifier create(Blueprint saved) {
    return isGraph(saved) ? OnnxNetwork.create(saved) : Zoo.create(saved);
  }

  /** Whether the network is a graph of its own, not one of the zoo. */
  static boolean isGraph(Blueprint saved) {
    return saved.name().equals(OnnxNetwork.ARCHITECTURE);
  }

  /** What the network of a card was made for. */
  static Arguments arguments(ModelCard card) {
    if (!isGraph(card.blueprint())) {
      return Arguments.parse(card.blueprint().arguments());
    }
    PictureShape input = card.preprocessing().input();
    return new Arguments(card.classes().size(), input.channels(), input.height(), input.width());
  }

  /** What a file says of {@code network}, which was made from {@code old} with another head. */
  static Blueprint withHead(Classifier network, Blueprint old, int classes) {
    return switch (network) {
      case OnnxNetwork graph -> graph.blueprint();
      case Classifier _ ->
          new Blueprint(old.name(), Arguments.parse(old.arguments()).classes(classes).toString());
    };
  }
}
