package fovea.model;

import fovea.nn.Network;

/**
 * A network that knows what it was built from: a file of it says all that is needed to build it
 * again, without the class.
 */
public interface Rebuildable extends Network {

  /** What it was built from; {@link Blueprint#custom} if that cannot be told. */
  Blueprint blueprint();
}
