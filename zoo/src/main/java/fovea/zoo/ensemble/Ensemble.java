package fovea.zoo.ensemble;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.model.Blueprint;
import fovea.model.Rebuildable;
import fovea.nn.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Classifiers that answer together, as one network (Hansen and Salamon 1990): all take the same
 * pictures, and what comes out are logarithms of the ensemble's probabilities, {@code [n,
 * classes]}. Wherever logits are expected these serve as such.
 *
 * @param members of any architecture; their parameters are called {@code members.0.…} and so on
 * @param rule by which their answers become one
 */
public record Ensemble(List<Layer> members, EnsembleRule rule) implements Layer, Rebuildable {
  /** What model files call it. */
  public static final String ARCHITECTURE = "ensemble";

  private static final int MOST = 100;
  private static final String RULE = "rule";
  private static final String MEMBERS = "members";

  /**
   * Copies the list.
   *
   * @throws FoveaException if there are fewer than 2 members or over 100, or one stands twice
   */
  public Ensemble {
    members = List.copyOf(members);
    if (members.size() < 2 || members.size() > MOST) {
      throw FoveaException.at(
          ARCHITECTURE,
          String.format(Locale.ROOT, "expected 2 to %,d members, found %,d", MOST, members.size()),
          "give it that many networks");
    }
    Set<Layer> different = Collections.newSetFromMap(new IdentityHashMap<>());
    different.addAll(members);
    if (different.size() < members.size()) {
      throw FoveaException.at(
          ARCHITECTURE,
          "expected members of their own, found one network twice",
          "train or load each of them by itself");
    }
  }

  /**
   * Makes the network of a model file, without the weights.
   *
   * @param network makes a member
   * @throws FormatException if the text is damaged
   * @throws FoveaException if there is no such network or rule
   */
  public static Ensemble create(Blueprint saved, Function<Blueprint, ? extends Layer> network) {
    List<Layer> members = new ArrayList<>();
    for (Blueprint member : members(saved)) {
      members.add(network.apply(member));
    }
    return new Ensemble(members, EnsembleRule.named(read(saved).string(RULE)));
  }

  /**
   * What the members of an ensemble were built from.
   *
   * @throws FormatException if the text is damaged
   */
  public static List<Blueprint> members(Blueprint saved) {
    return read(saved).array(MEMBERS).objects().stream()
        .map(member -> new Blueprint(member.string("name"), member.string("arguments")))
        .toList();
  }

  private static JsonObject read(Blueprint saved) {
    JsonValue value = Json.parse(saved.arguments(), ARCHITECTURE);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new FormatException(
        ARCHITECTURE,
        "expected an object with rule and members, found " + value.kind(),
        "Get the model again, or save it again");
  }

  /** What a model file says of it; {@link Blueprint#custom} if a member is of a program's own. */
  @Override
  public Blueprint blueprint() {
    List<Blueprint> built = members.stream().map(Blueprint::of).toList();
    if (built.stream().anyMatch(Blueprint::isCustom)) {
      return Blueprint.custom();
    }
    List<JsonValue> written =
        built.stream()
            .<JsonValue>map(
                member ->
                    JsonObject.empty()
                        .with("name", member.name())
                        .with("arguments", member.arguments()))
            .toList();
    return new Blueprint(
        ARCHITECTURE,
        Json.write(
            JsonObject.empty().with(RULE, rule.toString()).with(MEMBERS, new JsonArray(written))));
  }

  /**
   * The logarithms of the probabilities of pictures.
   *
   * @throws FoveaException if a member gives scores of other classes than the first, or none
   */
  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> logits = new ArrayList<>();
    for (Layer member : members) {
      logits.add(x.apply(member));
      check(logits);
    }
    return rule.logProbabilities(logits);
  }

  private static void check(List<Tensor> logits) {
    Shape found = logits.getLast().shape();
    Shape first = logits.getFirst().shape();
    if (found.rank() != 2 || found.dim(1) < 2 || found.dim(1) != first.dim(1)) {
      int index = logits.size() - 1;
      throw FoveaException.at(
          "members." + index,
          index == 0
              ? "expected scores [n, classes] of 2 classes or more, found " + found
              : "expected scores " + first + " as the first member gives, found " + found,
          "make an ensemble of classifiers of the same classes");
    }
  }
}
