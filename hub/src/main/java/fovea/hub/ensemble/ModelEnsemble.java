package fovea.hub.ensemble;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.PredictionKind;
import fovea.hub.Version;
import fovea.hub.likeness.ModelDifference;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.zoo.ensemble.Ensemble;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.List;

/** Models that classify the same pictures, as one model. */
public final class ModelEnsemble {
  private static final String MEMBERS = "members";

  private ModelEnsemble() {}

  /**
   * One model of several, to be saved, evaluated and explained like any other. Their architectures
   * may differ; classes and preprocessing may not.
   *
   * @throws FoveaException if there are fewer than two, one of them does not classify or was not
   *     trained, or they have other classes or want pictures otherwise than the first
   */
  public static Model of(List<Model> members, EnsembleRule rule) {
    return of(members, rule, Version.provenance());
  }

  /**
   * The same, which says of its origin what else is known of it; see {@link #of(List,
   * EnsembleRule)}.
   */
  public static Model of(List<Model> members, EnsembleRule rule, JsonObject provenance) {
    requireAlike(members);
    List<Layer> networks = members.stream().map(Model::layer).toList();
    Ensemble network = new Ensemble(networks, rule);
    Model first = members.getFirst();
    ModelCard card =
        new ModelCard(
            network.blueprint(),
            first.classes(),
            first.preprocessing(),
            provenance.with(MEMBERS, origins(members)));
    return Model.of(card, network);
  }

  /**
   * Makes sure that models tell the same classes of the same pictures apart.
   *
   * @throws FoveaException if one of them does not
   */
  static void requireAlike(List<Model> members) {
    members.forEach(member -> check(member, members.getFirst()));
  }

  private static JsonArray origins(List<Model> members) {
    return new JsonArray(
        members.stream().<JsonValue>map(member -> member.card().provenance()).toList());
  }

  private static void check(Model member, Model first) {
    member.requireTrained();
    if (member.kind() != PredictionKind.CLASSES) {
      throw unlike(
          member, "a model that tells two classes or more apart", member.kind().toString());
    }
    if (!member.classes().equals(first.classes())) {
      throw unlike(
          member,
          "the classes of " + first.source(),
          ModelDifference.ofClasses(member, first.classes()));
    }
    if (!member.preprocessing().equals(first.preprocessing())) {
      throw unlike(
          member,
          "pictures prepared as for " + first.source(),
          ModelDifference.ofPreprocessing(member, first.preprocessing()));
    }
  }

  private static FoveaException unlike(Model member, String expected, String found) {
    return FoveaException.at(
        member.source(),
        "expected " + expected + ", found " + found,
        "make an ensemble of models that were trained for the same classes on pictures prepared"
            + " alike");
  }
}
