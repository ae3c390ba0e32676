package fovea.format.hdf5;

import fovea.format.NamedArray;
import java.util.List;

/**
 * The weights of a layer, in Keras's order and layouts.
 *
 * @param name as the file has it; a layer of a nested model may stand in the name of its weights
 * @param weights such as {@code conv1/kernel:0}; none for a layer that has nothing to learn
 */
public record KerasLayer(String name, List<NamedArray> weights) {

  /** Copies the list. */
  public KerasLayer {
    weights = List.copyOf(weights);
  }
}
