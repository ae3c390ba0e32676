package fovea.zoo.weights;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.nn.Classifier;
import fovea.nn.StateMapping;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.util.List;
import java.util.SequencedMap;

/**
 * A network of the zoo and the weights for it, which it does not have before one of the methods
 * that load them.
 *
 * @param network which of the zoo
 * @param arguments what it was made for
 * @param model itself
 * @param mapping how the weights fit
 */
public record Pretrained(
    Architecture network, NetworkArguments arguments, Classifier model, StateMapping mapping) {

  /**
   * The network that {@code weights} belong to, identified by their names and shapes.
   *
   * @throws FoveaException if the zoo has none of that kind
   */
  public static Pretrained of(WeightFile weights) {
    SequencedMap<String, Shape> shapes = weights.shapes();
    ArchitectureMatch match =
        ArchitectureMatch.of(shapes)
            .orElseThrow(
                () ->
                    FoveaException.here(
                        "expected weights of a network of the zoo, found tensors that none has ("
                            + some(shapes)
                            + ")",
                        "say which network it is, or convert the model to ONNX"));
    return of(match.network(), match.arguments(), weights.tensors());
  }

  /** A network made for as many classes as the weights of its head have, if they are there. */
  public static Pretrained of(Architecture network, WeightFile weights) {
    NetworkArguments usual = network.defaults();
    Shape head = weights.shapes().get(network.create(usual).headPath() + ".weight");
    int classes = head == null || head.rank() == 0 ? usual.classes() : head.dim(0);
    return of(network, usual.classes(classes), weights.tensors());
  }

  /** A network with weights that may or may not fit. */
  public static Pretrained of(
      Architecture network, NetworkArguments arguments, List<StateMapping.Source> weights) {
    Classifier model = network.create(arguments);
    return new Pretrained(network, arguments, model, StateMapping.of(model, weights));
  }

  /**
   * Loads all weights.
   *
   * @return the network
   * @throws FoveaException if one does not fit; the message lists all differences, and nothing is
   *     loaded
   */
  public Classifier load() {
    mapping.load();
    return model;
  }

  /**
   * Loads all weights but those of the head, which is to be replaced.
   *
   * @return the network
   * @throws FoveaException if another one does not fit; nothing is loaded then
   */
  public Classifier loadBody() {
    if (!mapping.fitsExcept(model.headPaths())) {
      mapping.load();
    }
    mapping.loadExcept(model.headPaths());
    return model;
  }

  /**
   * Loads the weights that fit.
   *
   * @return the network
   */
  public Classifier loadPart() {
    mapping.loadPart();
    return model;
  }

  private static String some(SequencedMap<String, Shape> shapes) {
    int shown = 3;
    String first = String.join(", ", shapes.keySet().stream().limit(shown).toList());
    return shapes.size() > shown ? first + ", … " + shapes.size() + " in all" : first;
  }
}
