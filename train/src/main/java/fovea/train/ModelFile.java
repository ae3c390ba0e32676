package fovea.train;

import fovea.data.DataException;
import fovea.data.Preprocessing;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.format.Safetensors;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.nn.Layer;
import fovea.nn.StateDict;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A trained model as one {@code .safetensors} file: the weights under PyTorch's names, the card in
 * the metadata. The same model always gives the same bytes.
 *
 * @param card what the weights belong to
 * @param values parameters and running statistics by name
 */
public record ModelFile(ModelCard card, SequencedMap<String, HostBuffer> values) {
  private static final String VERSION = "fovea_model";
  private static final String NEWEST = "1";
  private static final String REMEDY = "Name a model that fovea train has written";

  /** Copies the map; the values are shared. */
  public ModelFile {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** The present values of {@code model}, copied. */
  public static ModelFile of(ModelCard card, Layer model) {
    return new ModelFile(card, StateDict.of(model));
  }

  /** Whether a safetensors file is a model of Fovea, not mere weights. */
  public static boolean isModel(Safetensors content) {
    return content.metadata().containsKey(VERSION);
  }

  /**
   * Opens a file; the values are views of it.
   *
   * @throws FormatException if it is absent, damaged, or no model of Fovea
   */
  public static ModelFile read(Path file) {
    Safetensors content = Safetensors.read(file);
    return new ModelFile(card(file, content.metadata()), FileArrays.values(content.arrays()));
  }

  /**
   * Writes the file, atomically.
   *
   * @throws FormatException if it cannot be written; an old file of that name is then untouched
   */
  public void write(Path file) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put(VERSION, NEWEST);
    metadata.put("architecture", card.blueprint().name());
    metadata.put("arguments", card.blueprint().arguments());
    metadata.put("classes", Json.write(strings(card.classes())));
    metadata.put("preprocessing", Json.write(card.preprocessing().toJson()));
    metadata.put("provenance", Json.write(card.provenance()));
    new Safetensors(FileArrays.arrays("", values), metadata).write(file);
  }

  /**
   * Builds the network again and fills it.
   *
   * @param factory builds a network from its blueprint
   * @throws FoveaException if the values do not fit what the factory has built
   */
  public <L extends Layer> L model(Function<Blueprint, L> factory) {
    L model = factory.apply(card.blueprint());
    StateDict.load(model, values);
    return model;
  }

  private static ModelCard card(Path file, SequencedMap<String, String> metadata) {
    if (!NEWEST.equals(metadata.get(VERSION))) {
      throw new FormatException(
          file.toString(),
          "expected a model of Fovea with %s %s in its metadata, found %s"
              .formatted(VERSION, NEWEST, metadata.getOrDefault(VERSION, "none")),
          REMEDY);
    }
    try {
      return new ModelCard(
          new Blueprint(field(metadata, "architecture"), field(metadata, "arguments")),
          array(field(metadata, "classes"), "classes").strings(),
          Preprocessing.fromJson(object(field(metadata, "preprocessing"), "preprocessing")),
          object(field(metadata, "provenance"), "provenance"));
    } catch (FormatException e) {
      throw e.within(file.toString());
    } catch (DataException e) {
      throw FoveaException.at(file.toString(), String.valueOf(e.getMessage()), "", e);
    }
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
