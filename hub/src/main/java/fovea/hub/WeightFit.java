package fovea.hub;

import fovea.nn.Classifier;
import fovea.zoo.weights.Pretrained;

/** How much of a network the weights of a file must fill. */
public enum WeightFit {
  /** Everything; a difference is an error that lists what differs, and nothing is loaded. */
  WHOLE,
  /** Everything but the head, which is to be replaced. */
  BODY,
  /** Whatever fits; the rest keeps its initial values. */
  PART;

  Classifier load(Pretrained pretrained) {
    return switch (this) {
      case WHOLE -> pretrained.load();
      case BODY -> pretrained.loadBody();
      case PART -> pretrained.loadPart();
    };
  }
}
