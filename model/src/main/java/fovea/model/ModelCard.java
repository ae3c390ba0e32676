package fovea.model;

import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import java.util.List;

/**
 * What a model file says beside the weights: all that is needed to use them, and where they come
 * from. Holds no time and no duration: the same training gives the same file.
 *
 * @param blueprint what to build
 * @param classes their names, by index of the output
 * @param preprocessing how pictures become the network's input
 * @param provenance how the weights came about: data, settings, accuracy
 */
public record ModelCard(
    Blueprint blueprint, List<String> classes, Preprocessing preprocessing, JsonObject provenance) {

  /** Copies the list. */
  public ModelCard {
    classes = List.copyOf(classes);
  }
}
