package fovea.model;

import fovea.nn.Layer;

/**
 * A network that knows what it was built from: a file of it says all that is needed to build it
 * again, without the class.
 */
public interface Rebuildable extends Layer {

  /** What it was built from; {@link Blueprint#custom} if that cannot be told. */
  Blueprint blueprint();
}
