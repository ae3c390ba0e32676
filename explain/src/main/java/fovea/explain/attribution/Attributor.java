package fovea.explain.attribution;

import fovea.graph.type.HostBuffer;

/** A method of attribution ready for one network. */
@FunctionalInterface
public interface Attributor {

  /**
   * Attributes a batch; each picture by itself.
   *
   * @param pictures the network's input, {@code [n, c, h, w]}
   * @param targets how much each score counts, {@code [n, scores]}, as {@link
   *     fovea.explain.network.Target#weights} makes them
   * @throws fovea.graph.type.FoveaException if they do not fit the network
   */
  Attributions of(HostBuffer pictures, HostBuffer targets);
}
