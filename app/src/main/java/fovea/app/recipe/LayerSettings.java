package fovea.app.recipe;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.nn.Parameters;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.data.DataInit;
import fovea.train.Trainer;
import fovea.train.optim.LayerFreeze;
import fovea.train.optim.ParameterGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the weights of layers begin, and which of them learn otherwise than the rest.
 *
 * @param init rules for initial values that are not the network's own
 * @param dataInit initial values that follow from training pictures
 * @param groups parameters with another rate or weight decay
 * @param freezes what learns for some epochs only
 */
public record LayerSettings(
    List<InitRule> init,
    List<DataInit> dataInit,
    List<ParameterGroup> groups,
    List<LayerFreeze> freezes) {

  /** Pictures that initial values follow from. */
  private static final int PICTURES = 5_000;

  /** Copies the lists. */
  public LayerSettings {
    init = List.copyOf(init);
    dataInit = List.copyOf(dataInit);
    groups = List.copyOf(groups);
    freezes = List.copyOf(freezes);
  }

  /** The network's own initial values; all layers alike. */
  public LayerSettings() {
    this(List.of(), List.of(), List.of(), List.of());
  }

  /** With other initial values. */
  public LayerSettings init(List<InitRule> init, List<DataInit> dataInit) {
    return new LayerSettings(init, dataInit, groups, freezes);
  }

  /** Gives a network its initial values; needed before a training goes on, too. */
  public void initialize(Model model, PictureSet pictures, long seed) {
    if (!init.isEmpty()) {
      Parameters.initialize(model.network(), seed, init);
    }
    if (dataInit.isEmpty()) {
      return;
    }
    PictureSet some = pictures.first(PICTURES);
    try (var batches = new DataLoader(some, model.preprocessing(), some.size()).open()) {
      var input = batches.epoch(0).iterator().next().input();
      dataInit.forEach(each -> each.initialize(model.layer(), seed, input));
    }
  }

  Trainer applyTo(Trainer trainer) {
    Trainer grouped =
        groups.isEmpty() ? trainer : trainer.groups(groups.toArray(ParameterGroup[]::new));
    return freezes.isEmpty() ? grouped : grouped.freezes(freezes.toArray(LayerFreeze[]::new));
  }

  JsonObject toJson() {
    return JsonObject.empty()
        .with("init", new JsonArray(init.stream().<JsonValue>map(InitRule::toJson).toList()))
        .with("data_init", DataInit.codecs().writeAll(dataInit))
        .with("groups", ParameterGroup.toJson(groups))
        .with("freezes", LayerFreeze.toJson(freezes));
  }

  JsonObject options() {
    List<String> values = new ArrayList<>();
    for (InitRule rule : init) {
      String parameters = rule.isForWeights() ? "" : rule.parameters() + "=";
      values.add(parameters + Typed.whole(Init.codecs(), rule.init()));
    }
    dataInit.forEach(each -> values.add(Typed.whole(DataInit.codecs(), each)));
    return values.isEmpty()
        ? JsonObject.empty()
        : JsonObject.empty().with("init", JsonArray.ofStrings(values));
  }

  static LayerSettings fromJson(JsonObject json) {
    return new LayerSettings(
        json.array("init").objects().stream().map(InitRule::of).toList(),
        DataInit.codecs().readAll(json.array("data_init")),
        json.array("groups").objects().stream().map(ParameterGroup::fromJson).toList(),
        json.array("freezes").objects().stream().map(LayerFreeze::fromJson).toList());
  }

  List<Recipe.Line> lines() {
    List<Recipe.Line> lines = new ArrayList<>();
    for (InitRule rule : init) {
      String parameters = rule.isForWeights() ? "" : rule.parameters() + ": ";
      lines.add(new Recipe.Line("initialization", parameters + Init.codecs().text(rule.init())));
    }
    dataInit.forEach(
        each -> lines.add(new Recipe.Line("initialization", DataInit.codecs().text(each))));
    for (ParameterGroup group : groups) {
      String multiples =
          String.format(
              Locale.ROOT,
              "%s times the rate, %s times the weight decay",
              (float) group.rate(),
              (float) group.weightDecay());
      lines.add(new Recipe.Line("group " + group.path(), multiples));
    }
    freezes.forEach(
        each ->
            lines.add(new Recipe.Line(each.path(), "frozen after " + each.epochs() + " epochs")));
    return lines;
  }
}
