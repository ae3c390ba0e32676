package fovea.nn.init.data;

import fovea.format.Codecs;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;

/** A way to give a network initial values that follow from data. */
@FunctionalInterface
public interface DataInit {

  /**
   * Changes parameters of {@code network}.
   *
   * @param seed what random choices follow from
   * @param batch inputs of the network, as training will show them: {@code [n, c, h, w]}
   * @throws fovea.graph.type.FoveaException if the network or the batch is none that this is for
   */
  void initialize(Layer network, long seed, HostBuffer batch);

  /** The codecs of such ways, by which files and command lines name them. */
  static Codecs<DataInit> codecs() {
    return DataInitCodecs.ALL;
  }
}
