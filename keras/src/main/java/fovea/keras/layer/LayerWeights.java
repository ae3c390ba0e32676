package fovea.keras.layer;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * The arrays of a layer by what they are for, whatever the version of Keras has called them: {@code
 * conv1/kernel:0}, {@code block1_conv1_W_1:0} or just {@code 0}.
 *
 * @param layer its name in the file
 * @param arrays in Keras's order
 */
public record LayerWeights(String layer, List<NamedArray> arrays) {

  public LayerWeights {
    arrays = List.copyOf(arrays);
  }

  /**
   * The arrays for {@code roles}, which are what the settings of the layer ask for, in Keras's
   * order.
   *
   * @throws FormatException if the layer has others
   */
  public Roles by(List<String> roles) {
    SequencedMap<String, NamedArray> found = new LinkedHashMap<>();
    if (arrays.size() == roles.size()) {
      for (String role : roles) {
        arrays.stream()
            .filter(array -> plays(array, role))
            .findFirst()
            .ifPresent(array -> found.put(role, array));
      }
      if (found.size() < roles.size()) {
        for (int i = 0; i < roles.size(); i++) {
          found.put(roles.get(i), arrays.get(i));
        }
      }
      return new Roles(found);
    }
    throw new FormatException(
        "layer " + layer,
        "expected the weights %s, found %s"
            .formatted(
                String.join(", ", roles),
                arrays.isEmpty()
                    ? "none"
                    : String.join(", ", arrays.stream().map(NamedArray::name).toList())),
        "Save model and weights together again");
  }

  /** The array for {@code role}, if the layer has one; only for arrays with names. */
  boolean has(String role) {
    return arrays.stream().anyMatch(array -> plays(array, role));
  }

  /** How a report calls an array. */
  public String describe(NamedArray array) {
    return array.name().startsWith(layer + "/") ? array.name() : layer + "/" + array.name();
  }

  private static boolean plays(NamedArray array, String role) {
    String old =
        switch (role) {
          case "kernel" -> "|W";
          case "bias" -> "|b";
          case "moving_mean" -> "|running_mean";
          // Keras 1 has called the variance so.
          case "moving_variance" -> "|running_std";
          default -> "";
        };
    return Pattern.compile("(.*[/_])?(" + role + old + ")(_\\d+)?(:\\d+)?")
        .matcher(array.name())
        .matches();
  }
}
