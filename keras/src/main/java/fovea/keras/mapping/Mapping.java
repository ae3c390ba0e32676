package fovea.keras.mapping;

import java.util.List;

/**
 * Where an array of a file has gone.
 *
 * @param from layer and name in the file, such as {@code conv2d_1/kernel:0}
 * @param to name in the graph or network, such as {@code features.0.weight}
 * @param shape there
 * @param change how the values differ from those of the file: empty, or words such as {@code
 *     transposed}
 */
public record Mapping(String from, String to, List<Long> shape, String change) {
  public static final String AS_IT_IS = "";
  public static final String TRANSPOSED = "transposed";

  /** Copies the list. */
  public Mapping {
    shape = List.copyOf(shape);
  }

  /** Whether axes have changed their places. */
  public boolean transposed() {
    return change.startsWith(TRANSPOSED);
  }
}
