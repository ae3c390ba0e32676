package fovea.zoo;

import fovea.graph.FoveaException;
import fovea.nn.Layer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** A network's name and arguments: from these a model file's network is made again. */
public record Architecture(String name, Arguments arguments) {
  private static final String NAME = "architecture";
  private static final String ARGUMENTS = "arguments";

  /**
   * Reads the metadata of a model file.
   *
   * @throws FoveaException if it says nothing about the architecture, or nothing usable
   */
  public static Architecture of(Map<String, String> metadata) {
    String name = metadata.get(NAME);
    String arguments = metadata.get(ARGUMENTS);
    if (name == null || arguments == null) {
      throw FoveaException.here(
          "the model file does not say which network it belongs to: expected the metadata \""
              + NAME
              + "\" and \""
              + ARGUMENTS
              + "\", found "
              + metadata.keySet(),
          "use a file that was saved by fovea, or name the network");
    }
    return new Architecture(name, Arguments.parse(arguments));
  }

  /** What to write into a model file. */
  public SequencedMap<String, String> metadata() {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NAME, name);
    metadata.put(ARGUMENTS, arguments.toString());
    return metadata;
  }

  /**
   * Makes the network, with initial values.
   *
   * @throws FoveaException if there is no network of that name
   */
  public Layer create() {
    return Zoo.create(name, arguments);
  }
}
