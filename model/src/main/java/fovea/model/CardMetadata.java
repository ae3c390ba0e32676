package fovea.model;

import fovea.data.Preprocessing;
import fovea.error.UserException;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A model's card as texts by name: the metadata of a file, be it safetensors or ONNX. */
public final class CardMetadata {
  private static final String VERSION = "fovea_model";
  private static final String NEWEST = "1";
  private static final String PREPROCESSING = "preprocessing";
  private static final String UNTRAINED = "untrained";
  private static final String REMEDY = "Name a model that fovea has written";

  private CardMetadata() {}

  /** Whether {@code metadata} is that of a model of Fovea. */
  public static boolean isIn(SequencedMap<String, String> metadata) {
    return metadata.containsKey(VERSION);
  }

  /** The card as texts. */
  public static SequencedMap<String, String> of(ModelCard card) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put(VERSION, NEWEST);
    metadata.put("architecture", card.blueprint().name());
    metadata.put("arguments", card.blueprint().arguments());
    metadata.put("classes", Json.write(strings(card.classes())));
    metadata.put(
        PREPROCESSING,
        Json.write(
            card.pictureInput().<JsonValue>map(Preprocessing::toJson).orElse(new JsonNull())));
    metadata.put("provenance", Json.write(card.provenance()));
    if (!card.untrained().isEmpty()) {
      metadata.put(UNTRAINED, Json.write(strings(card.untrained())));
    }
    return metadata;
  }

  /**
   * Reads what {@link #of} has written.
   *
   * @param where the texts come from, for errors
   * @throws FormatException if something is missing or damaged
   * @throws FoveaException if its parts do not fit each other
   */
  public static ModelCard read(String where, SequencedMap<String, String> metadata) {
    if (!NEWEST.equals(metadata.get(VERSION))) {
      throw new FormatException(
          where,
          "expected a model of Fovea with %s %s in its metadata, found %s"
              .formatted(VERSION, NEWEST, metadata.getOrDefault(VERSION, "none")),
          REMEDY);
    }
    try {
      return new ModelCard(
          new Blueprint(field(metadata, "architecture"), field(metadata, "arguments")),
          array(field(metadata, "classes"), "classes").strings(),
          pictureInput(field(metadata, PREPROCESSING)),
          object(field(metadata, "provenance"), "provenance"),
          array(metadata.getOrDefault(UNTRAINED, "[]"), UNTRAINED).strings());
    } catch (UserException e) {
      throw e.within(where);
    }
  }

  private static Optional<Preprocessing> pictureInput(String text) {
    return Json.parse(text, PREPROCESSING) instanceof JsonNull
        ? Optional.empty()
        : Optional.of(Preprocessing.fromJson(object(text, PREPROCESSING)));
  }

  private static String field(SequencedMap<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new FormatException(
          "metadata", "expected %s, found only %s".formatted(key, metadata.keySet()), REMEDY);
    }
    return value;
  }

  private static JsonObject object(String text, String where) {
    JsonValue value = Json.parse(text, where);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new FormatException(where, "expected an object, found " + value.kind(), REMEDY);
  }

  private static JsonArray array(String text, String where) {
    JsonValue value = Json.parse(text, where);
    if (value instanceof JsonArray array) {
      return array;
    }
    throw new FormatException(where, "expected an array, found " + value.kind(), REMEDY);
  }

  private static JsonArray strings(List<String> texts) {
    return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
  }
}
