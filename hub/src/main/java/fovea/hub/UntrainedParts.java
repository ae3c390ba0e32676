package fovea.hub;

import fovea.graph.type.FoveaException;
import fovea.model.ModelCard;
import fovea.zoo.weights.TensorNames;

/** Refuses predictions of a network that was neither loaded nor trained as a whole. */
final class UntrainedParts {
  private UntrainedParts() {}

  /**
   * Looks at what a card says.
   *
   * @param source of the model, for errors
   * @throws FoveaException if parts of the network have initial values
   */
  static void refuse(String source, ModelCard card) {
    if (!card.untrained().isEmpty()) {
      throw FoveaException.at(
          source,
          "expected a network that was loaded or trained as a whole, found initial values in "
              + TensorNames.brief(card.untrained())
              + ", so that its answers mean nothing",
          "fine-tune it on your pictures first, or load weights that fill it");
    }
  }
}
