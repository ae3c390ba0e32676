package fovea.hub;

import fovea.nn.Classifier;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.WeightNotes;
import java.util.List;
import java.util.stream.Stream;

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

  /** Sentences about the names of the weights, and about what is loaded if that is a part. */
  List<String> notes(Pretrained pretrained) {
    List<String> names = WeightNotes.ofNames(pretrained.weights());
    return switch (this) {
      case WHOLE, BODY -> names;
      case PART -> Stream.concat(names.stream(), WeightNotes.ofParts(pretrained).stream()).toList();
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
