package fovea.similar;

import fovea.data.Preprocessing;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.train.run.StateChecksum;
import java.util.List;

/**
 * What an index was made from.
 *
 * @param model where the model was, as the user named it
 * @param weights a checksum of the model's values
 * @param preprocessing by which pictures became the model's input
 * @param layer whose values are the vectors
 * @param data name of the data set; empty if the pictures are files, whose paths are their names
 * @param classes names of the classes, by label
 */
public record IndexCard(
    String model,
    String weights,
    Preprocessing preprocessing,
    VectorLayer layer,
    String data,
    List<String> classes) {

  private static final String VERSION = "1";

  /** Copies the list. */
  public IndexCard {
    classes = List.copyOf(classes);
  }

  /** That of an index which {@code embedder} makes. */
  public IndexCard(String model, Embedder embedder, String data, List<String> classes) {
    this(
        model,
        weights(embedder),
        embedder.model().preprocessing(),
        embedder.layer(),
        data,
        classes);
  }

  private static String weights(Embedder embedder) {
    return StateChecksum.of(List.of(embedder.model().network()));
  }

  /**
   * Requires the model, the layer and the preprocessing that the index was made with.
   *
   * @param index the file, for the message
   * @throws FoveaException if it is another one
   */
  public void require(Embedder embedder, String index) {
    if (!embedder.layer().equals(layer)) {
      throw FoveaException.at(
          index,
          "was made from the %s, found the %s".formatted(layer, embedder.layer()),
          "make an index of that");
    }
    if (!weights(embedder).equals(weights)) {
      throw FoveaException.at(
          index,
          "was made with the weights of %s, found others in %s"
              .formatted(model, embedder.model().source()),
          "name that model, or make the index again");
    }
    if (!embedder.model().preprocessing().equals(preprocessing)) {
      throw FoveaException.at(
          index,
          "was made with pictures that were prepared otherwise than %s prepares them"
              .formatted(embedder.model().source()),
          "give the options of the model that the index was made with, such as --preprocessing");
    }
  }

  /**
   * Requires that another index can be compared with this one.
   *
   * @throws FoveaException if it was made by another model or from another layer
   */
  void requireLike(IndexCard other) {
    if (!weights.equals(other.weights) || !layer.equals(other.layer)) {
      throw FoveaException.here(
          "expected indexes of one model and layer, found the %s of %s and the %s of %s"
              .formatted(layer, model, other.layer, other.model),
          "make both indexes by the same model and layer");
    }
  }

  /** As one line of text. */
  String text() {
    return Json.write(
        JsonObject.empty()
            .with("version", VERSION)
            .with("model", model)
            .with("weights", weights)
            .with("preprocessing", preprocessing.toJson())
            .with("layer", layer.toString())
            .with("data", data)
            .with("classes", JsonArray.ofStrings(classes)));
  }

  static IndexCard parse(String text) {
    if (!(Json.parse(text, "index") instanceof JsonObject json)) {
      throw new FormatException(
          "index", "expected an object, found another value", "Make it again");
    }
    String version = json.string("version");
    if (!version.equals(VERSION)) {
      throw new FormatException(
          "version",
          "expected %s, found %s".formatted(VERSION, FormatException.excerpt(version)),
          "Make the index again");
    }
    return new IndexCard(
        json.string("model"),
        json.string("weights"),
        Preprocessing.fromJson(json.object("preprocessing")),
        VectorLayer.named(json.string("layer")),
        json.string("data"),
        json.array("classes").strings());
  }
}
