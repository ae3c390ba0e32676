package fovea.hub.finetune;

import fovea.nn.Classifier;
import fovea.nn.Parameters;

/** What of a pretrained network stays as it is while its new head learns. */
public sealed interface Freeze {

  /** Everything but the head. */
  record All() implements Freeze {
    @Override
    public String toString() {
      return "all";
    }
  }

  /** Nothing. */
  record None() implements Freeze {
    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * Everything up to a layer, and that.
   *
   * @param layer the path of the last one that stays as it is
   */
  record UpTo(String layer) implements Freeze {
    @Override
    public String toString() {
      return layer;
    }
  }

  /** By name: {@code all}, {@code none}, or the path of the last layer that is frozen. */
  static Freeze parse(String text) {
    return switch (text) {
      case "all" -> new All();
      case "none" -> new None();
      default -> new UpTo(text);
    };
  }

  /**
   * Freezes and unfreezes the parameters of {@code network}, whose head always trains.
   *
   * @throws fovea.graph.type.FoveaException if there is no such layer
   */
  default void applyTo(Classifier network) {
    Parameters.unfreeze(network, "");
    switch (this) {
      case All _ -> Parameters.freeze(network, "");
      case None _ -> {}
      case UpTo(String layer) -> Parameters.freezeTo(network, layer);
    }
    network.headPaths().forEach(path -> Parameters.unfreeze(network, path));
  }
}
