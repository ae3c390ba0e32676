package fovea.zoo.weights;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.model.TensorNames;
import fovea.nn.Classifier;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.StateMapping;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network of the zoo and the weights for it, which it does not have before one of the methods
 * that load them.
 *
 * @param network which of the zoo
 * @param arguments what it was made for
 * @param model itself
 * @param mapping how the weights fit
 * @param weights by the network's names: what all names of its tensors begin with in the file is
 *     found and taken off
 */
public record Pretrained(
    Architecture network,
    NetworkArguments arguments,
    Classifier model,
    StateMapping mapping,
    WeightFile weights) {

  /**
   * The network that {@code weights} belong to, identified by their names and shapes.
   *
   * @throws FoveaException if the zoo has none of that kind, or there are several sets of weights
   */
  public static Pretrained of(WeightFile weights) {
    PrefixSearch.Found found =
        new PrefixSearch(weights)
            .anyNetwork()
            .orElseThrow(
                () ->
                    FoveaException.here(
                        "expected weights of a network of the zoo, found tensors that none has ("
                            + some(weights)
                            + ")",
                        "say which network it is, or convert the model to ONNX"));
    return of(found.match().network(), found.match().arguments(), found.weights());
  }

  /**
   * A network made for as many classes as the weights of its head have, if they are there.
   *
   * @throws FoveaException if there are several sets of weights that fit as well
   */
  public static Pretrained of(Architecture network, WeightFile weights) {
    NetworkArguments usual = network.defaults();
    Classifier made = network.create(usual);
    WeightFile own = new PrefixSearch(weights).of(made);
    Shape head = own.shapes().get(made.headPath() + ".weight");
    int classes = head == null || head.rank() == 0 ? usual.classes() : head.dim(0);
    return of(network, usual.classes(classes), own);
  }

  private static Pretrained of(
      Architecture network, NetworkArguments arguments, WeightFile weights) {
    Classifier model = network.create(arguments);
    return new Pretrained(
        network, arguments, model, StateMapping.of(model, weights.tensors()), weights);
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
   * Loads the weights that fit; {@link #unfilled} are left with initial values.
   *
   * @return the network
   * @throws FoveaException if none fits
   */
  public Classifier loadPart() {
    if (mapping.filled().isEmpty()) {
      throw FoveaException.here(
          "expected weights of %s, such as %s, found none that fits (%s)"
              .formatted(
                  network.spec(), StateDict.shapes(model).firstEntry().getKey(), some(weights)),
          "say which network they belong to, or what comes before its names in the file");
    }
    mapping.loadPart();
    return model;
  }

  /**
   * Names of the parameters and statistics for which there are no weights, in the network's order;
   * those of auxiliary heads, which only training uses, do not count.
   */
  public List<String> unfilled() {
    return mapping.unfilled().stream().filter(this::isForInference).toList();
  }

  /** Names of the parameters of the head. */
  public List<String> head() {
    return StateDict.shapes(model).keySet().stream()
        .filter(name -> model.inHead(name) && isForInference(name))
        .toList();
  }

  /** Whether a name is not that of something around an auxiliary head. */
  private boolean isForInference(String name) {
    return model.headPaths().stream()
        .filter(path -> !path.equals(model.headPath()) && path.contains("."))
        .map(path -> path.substring(0, path.lastIndexOf('.')))
        .noneMatch(auxiliary -> Parameters.isInside(name, auxiliary));
  }

  private static String some(WeightFile weights) {
    int shown = 3;
    List<String> names = weights.tensors().stream().map(StateMapping.Source::from).toList();
    String first =
        names.stream().limit(shown).map(TensorNames::shown).collect(Collectors.joining(", "));
    return names.size() > shown ? first + ", … " + names.size() + " in all" : first;
  }
}
