package fovea.app.explain.result;

import fovea.explain.ExplainedPicture;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A picture as methods look at it.
 *
 * @param stem what the names of its files begin with
 * @param picture as the network sees it
 * @param input the same for the network, {@code [1, c, h, w]}
 * @param target the class that is asked about; empty if no method asks about one
 */
public record PictureCase(
    String stem, ExplainedPicture picture, HostBuffer input, Optional<ClassTarget> target) {

  /** The class that is asked about. */
  public ClassTarget question() {
    return target.orElseThrow(
        () -> FoveaException.at("class", "no class is asked about", "name one by --class"));
  }

  /** How much each score counts, {@code [1, scores]}. */
  public HostBuffer weights(ExplainedNetwork subject) {
    return ClassTarget.weights(subject, List.of(question()));
  }
}
