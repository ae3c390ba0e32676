package fovea.hub;

import fovea.nn.Classifier;
import fovea.zoo.weights.Pretrained;
import java.util.List;

/** How much of a network the weights of a file must fill. */
public enum WeightFit {
  /** Everything; a difference is an error that lists what differs, and nothing is loaded. */
  WHOLE,
  /** Everything but the head, which is to be replaced. */
  BODY,
  /**
   * Whatever fits, at least something; the rest keeps its initial values, and a model with such
   * does not predict before it is fine-tuned.
   */
  PART;

  /** Loads them. */
  Classifier load(Pretrained pretrained) {
    return switch (this) {
      case WHOLE -> pretrained.load();
      case BODY -> pretrained.loadBody();
      case PART -> pretrained.loadPart();
    };
  }

  /** Names of parameters and statistics that are then left with initial values. */
  List<String> untrained(Pretrained pretrained) {
    return switch (this) {
      case WHOLE -> List.of();
      case BODY -> pretrained.head();
      case PART -> pretrained.unfilled();
    };
  }
}
