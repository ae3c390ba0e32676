package fovea.explain.cam;

import fovea.explain.attribution.Attribution;

/**
 * A method that adds up the maps of a layer, weighted by how much each speaks for the class. It
 * gives one number for each place of the layer; without {@link #signed}, what is below zero is 0,
 * and a map of zeros tells that nothing in this layer speaks for the class.
 */
public interface ClassActivationMapping extends Attribution {

  /** The layer that is looked at, and what is shown. */
  CamOptions options();

  /** The same method with other options. */
  ClassActivationMapping options(CamOptions options);

  /** The same method, which looks at another layer, such as {@code layer3} or {@code features}. */
  default ClassActivationMapping layer(String name) {
    return options(options().layer(LayerChoice.named(name)));
  }

  /** The same method, which keeps what speaks against the class, below zero. */
  default ClassActivationMapping signed() {
    return options(options().signed(true));
  }

  @Override
  default Reading reading() {
    return options().reading();
  }
}
