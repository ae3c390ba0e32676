package fovea.nn.layer;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.Named;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Layers one after the other, named {@code 0}, {@code 1}, … or as given. An empty one does nothing.
 */
public record Sequential(@Named("") SequencedMap<String, Layer> layers) implements Layer {

  /** Copies the map. */
  public Sequential {
    layers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(layers));
  }

  /** Layers named by their position. */
  public static Sequential of(Layer... layers) {
    SequencedMap<String, Layer> named = new LinkedHashMap<>();
    for (Layer layer : layers) {
      named.put(String.valueOf(named.size()), layer);
    }
    return new Sequential(named);
  }

  /** With {@code layer} at the end, or in place of the one of that name. */
  public Sequential with(String name, Layer layer) {
    SequencedMap<String, Layer> changed = new LinkedHashMap<>(layers);
    changed.put(name, layer);
    return new Sequential(changed);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer layer : layers.values()) {
      y = y.apply(layer);
    }
    return y;
  }
}
