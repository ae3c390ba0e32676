package fovea.nn;

/**
 * A part of a network, or a whole one, with any number of inputs and outputs: a function of named
 * tensors that may have parameters. What {@link Layer} says of components holds here, too: one of
 * your own is a record of parameters, states, layers and other networks.
 *
 * <p>Write {@link #forward(Tensors)}; call {@link #apply(Tensors)}. Where one tensor goes in and
 * one comes out, write a {@link Layer}.
 */
@FunctionalInterface
public interface Network {

  /** What the network computes. */
  Tensors forward(Tensors inputs);

  /**
   * Runs {@link #forward} under the path of this network.
   *
   * @throws fovea.graph.type.FoveaException if the inputs do not fit; the message names the path
   */
  default Tensors apply(Tensors inputs) {
    return RunningPass.apply(this, inputs);
  }
}
