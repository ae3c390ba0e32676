package fovea.hub.finetune;

import fovea.nn.Classifier;
import fovea.nn.Param;
import fovea.nn.Parameters;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What of a pretrained network stays as it is while its new head learns. */
public sealed interface Freeze {

  /** Everything but the head. */
  record All() implements Freeze {
    @Override
    public String toString() {
      return "all";
    }
  }

  /**
   * The early layers: those that have an eighth of the parameters before the head together. They
   * see what all pictures have, such as edges, and are where most of the time goes.
   */
  record Early() implements Freeze {

    private static final double SHARE = 1.0 / 8;

    private static void freeze(Classifier network) {
      SequencedMap<String, Param> body = new LinkedHashMap<>(Parameters.of(network));
      body.keySet().removeIf(network::inHead);
      long all = body.values().stream().mapToLong(param -> param.shape().elements()).sum();
      long seen = 0;
      for (var param : body.entrySet()) {
        seen += param.getValue().shape().elements();
        if (seen > SHARE * all) {
          return;
        }
        Parameters.freeze(network, param.getKey());
      }
    }

    @Override
    public String toString() {
      return "early";
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

  /**
   * By name: {@code early}, {@code all}, {@code none}, or the path of the last layer that is
   * frozen.
   */
  static Freeze parse(String text) {
    return switch (text) {
      case "all" -> new All();
      case "early" -> new Early();
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
      case Early _ -> Early.freeze(network);
      case None _ -> {}
      case UpTo(String layer) -> Parameters.freezeTo(network, layer);
    }
    network.headPaths().forEach(path -> Parameters.unfreeze(network, path));
  }
}
