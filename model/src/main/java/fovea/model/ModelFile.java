package fovea.model;

import fovea.format.FormatException;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Network;
import fovea.nn.StateDict;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
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

  /** Copies the map; the values are shared. */
  public ModelFile {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** The present values of {@code model}, copied. */
  public static ModelFile of(ModelCard card, Network model) {
    return new ModelFile(card, StateDict.of(model));
  }

  /** Whether a safetensors file is a model of Fovea, not mere weights. */
  public static boolean isModel(Safetensors content) {
    return CardMetadata.isIn(content.metadata());
  }

  /**
   * Opens a file; the values are views of it.
   *
   * @throws FormatException if it is absent, damaged, or no model of Fovea
   */
  public static ModelFile read(Path file) {
    Safetensors content = Safetensors.read(file);
    ModelCard card = CardMetadata.read(file.toString(), content.metadata());
    return new ModelFile(card, FileArrays.values(content.arrays()));
  }

  /**
   * Writes the file, atomically.
   *
   * @throws FormatException if it cannot be written; an old file of that name is then untouched
   */
  public void write(Path file) {
    new Safetensors(FileArrays.arrays("", values), CardMetadata.of(card)).write(file);
  }

  /**
   * Builds the network again and fills it.
   *
   * @param factory builds a network from its blueprint
   * @throws FoveaException if the values do not fit what the factory has built
   */
  public <N extends Network> N model(Function<Blueprint, N> factory) {
    N model = factory.apply(card.blueprint());
    StateDict.load(model, values);
    return model;
  }
}
