package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;

/**
 * A method of attribution: it says how much each part of a picture speaks for a class. One of your
 * own that needs one forward and one backward pass is a {@link PassAttribution}.
 */
public interface Attribution {

  /** What users call it, in lower case with dashes: {@code grad-cam}. */
  String name();

  /** What its numbers say. */
  Reading reading();

  /** Whether its maps depend on the class that is asked about. */
  default boolean usesClass() {
    return true;
  }

  /**
   * The method made ready for a network; keep it, since it keeps its plans.
   *
   * @throws fovea.graph.type.FoveaException if the network has not what the method needs
   */
  Attributor on(ExplainedNetwork subject);

  /** How the numbers of a map are to be read. */
  enum Reading {
    /** Above zero: for the class. Below: against it. */
    SIGNED,
    /** The larger, the more it speaks for the class; none is below zero. */
    POSITIVE,
    /** The size of a change, whatever its direction. */
    MAGNITUDE,
    /** Colors, which show what in the picture the class is seen by. */
    COLORS
  }
}
