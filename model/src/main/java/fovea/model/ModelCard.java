package fovea.model;

import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Optional;

/**
 * What a model file says beside the weights: all that is needed to use them, and where they come
 * from. Holds no time and no duration: the same training gives the same file.
 *
 * @param blueprint what to build
 * @param classes their names, by index of the output; none where outputs are no classes
 * @param pictureInput how pictures become the network's input; empty where the input is no picture
 * @param provenance how the weights came about: data, settings, accuracy
 */
public record ModelCard(
    Blueprint blueprint,
    List<String> classes,
    Optional<Preprocessing> pictureInput,
    JsonObject provenance) {

  /** Copies the list. */
  public ModelCard {
    classes = List.copyOf(classes);
  }

  /** The card of a network of pictures. */
  public ModelCard(
      Blueprint blueprint,
      List<String> classes,
      Preprocessing preprocessing,
      JsonObject provenance) {
    this(blueprint, classes, Optional.of(preprocessing), provenance);
  }

  /**
   * How pictures become the network's input.
   *
   * @throws FoveaException if the input is no picture
   */
  public Preprocessing preprocessing() {
    return pictureInput.orElseThrow(
        () ->
            FoveaException.at(
                blueprint.name(),
                "expected a network of pictures, found one of other inputs",
                "use a model that was trained on pictures, or call the network itself"));
  }
}
