package fovea.explain.attribution;

import fovea.explain.network.FeatureLayer;
import fovea.explain.network.WorkProgress;
import fovea.graph.type.HostBuffer;
import java.util.Optional;

/** A method of attribution ready for one network. */
@FunctionalInterface
public interface Attributor {

  /**
   * Attributes a batch; each picture by itself.
   *
   * @param pictures the network's input, {@code [n, c, h, w]}
   * @param targets how much each score counts, {@code [n, scores]}, as {@link
   *     fovea.explain.network.ClassTarget#weights} makes them
   * @throws fovea.graph.type.FoveaException if they do not fit the network
   */
  Attributions of(HostBuffer pictures, HostBuffer targets);

  /** The layer that is looked at; empty where it is the picture itself. */
  default Optional<FeatureLayer> layer() {
    return Optional.empty();
  }

  /**
   * The same, which tells {@code progress} of its steps; a method of one pass has none to tell of.
   * One of your own that has tells {@link WorkProgress#current}.
   */
  default Attributor progress(WorkProgress progress) {
    return new ListenedAttributor(this, progress);
  }

  /** The same, which looks at {@code layer}. */
  default Attributor layer(FeatureLayer layer) {
    return new LayerAttributor(this, layer);
  }
}
