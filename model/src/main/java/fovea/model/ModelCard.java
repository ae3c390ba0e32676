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
 * @param untrained names of parameters and running statistics that were neither loaded nor trained:
 *     they have initial values, and what the network says means nothing
 */
public record ModelCard(
    Blueprint blueprint,
    List<String> classes,
    Optional<Preprocessing> pictureInput,
    JsonObject provenance,
    List<String> untrained) {

  /** Copies the lists. */
  public ModelCard {
    classes = List.copyOf(classes);
    untrained = List.copyOf(untrained);
  }

  /** The card of a network that was loaded or trained as a whole. */
  public ModelCard(
      Blueprint blueprint,
      List<String> classes,
      Optional<Preprocessing> pictureInput,
      JsonObject provenance) {
    this(blueprint, classes, pictureInput, provenance, List.of());
  }

  /** The card of a network of pictures. */
  public ModelCard(
      Blueprint blueprint,
      List<String> classes,
      Preprocessing preprocessing,
      JsonObject provenance) {
    this(blueprint, classes, Optional.of(preprocessing), provenance);
  }

  /** The same card, where parameters and running statistics of these names are untrained. */
  public ModelCard untrained(List<String> names) {
    return new ModelCard(blueprint, classes, pictureInput, provenance, names);
  }

  /**
   * Requires a network that was loaded or trained as a whole.
   *
   * @param source of the model, for the error
   * @throws FoveaException if parts of it are {@link #untrained}
   */
  public void requireTrained(String source) {
    if (!untrained.isEmpty()) {
      throw FoveaException.at(
          source,
          "expected a network that was loaded or trained as a whole, found initial values in "
              + TensorNames.brief(untrained)
              + ", so that its answers mean nothing",
          "fine-tune it on your pictures first, or load weights that fill it");
    }
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
