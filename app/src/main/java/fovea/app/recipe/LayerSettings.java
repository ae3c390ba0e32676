package fovea.app.recipe;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.hub.Model;
import fovea.nn.init.data.DataInit;
import fovea.train.Trainer;
import fovea.train.optim.LayerFreeze;
import fovea.train.optim.ParameterGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is done to single layers of a network and not to the rest.
 *
 * @param dataInit initial values that follow from the training pictures
 * @param groups trained at another rate or with another weight decay
 * @param freezes what stays as it is after some epochs
 */
public record LayerSettings(
    List<DataInit> dataInit, List<ParameterGroup> groups, List<LayerFreeze> freezes) {

  /** Pictures that initial values follow from. */
  private static final int PICTURES = 5_000;

  /** Copies the lists. */
  public LayerSettings {
    dataInit = List.copyOf(dataInit);
    groups = List.copyOf(groups);
    freezes = List.copyOf(freezes);
  }

  /** All layers alike. */
  public LayerSettings() {
    this(List.of(), List.of(), List.of());
  }

  /** Gives layers the initial values that follow from the first training pictures. */
  public void initialize(Model model, PictureSet pictures, long seed) {
    if (dataInit.isEmpty()) {
      return;
    }
    Preprocessing preprocessing = model.preprocessing();
    PictureSet first = pictures.first(PICTURES);
    try (var prefetcher = new DataLoader(first, preprocessing, first.size()).open()) {
      var batch = prefetcher.epoch(0).iterator().next();
      dataInit.forEach(init -> init.initialize(model.layer(), seed, batch.input()));
    }
  }

  Trainer applyTo(Trainer trainer) {
    return trainer
        .groups(groups.toArray(ParameterGroup[]::new))
        .freezes(freezes.toArray(LayerFreeze[]::new));
  }

  JsonObject toJson() {
    return JsonObject.empty()
        .with("data_init", DataInit.codecs().writeAll(dataInit))
        .with("groups", ParameterGroup.toJson(groups))
        .with("freezes", LayerFreeze.toJson(freezes));
  }

  static LayerSettings fromJson(JsonObject json) {
    return new LayerSettings(
        DataInit.codecs().readAll(json.array("data_init")),
        json.array("groups").objects().stream().map(ParameterGroup::fromJson).toList(),
        json.array("freezes").objects().stream().map(LayerFreeze::fromJson).toList());
  }

  List<Recipe.Line> lines() {
    List<Recipe.Line> lines = new ArrayList<>();
    for (DataInit init : dataInit) {
      lines.add(new Recipe.Line("initialization", DataInit.codecs().text(init)));
    }
    for (ParameterGroup group : groups) {
      lines.add(
          new Recipe.Line(
              group.path(),
              String.format(
                  Locale.ROOT,
                  "%s times the rate, %s times the weight decay",
                  (float) group.rate(),
                  (float) group.weightDecay())));
    }
    for (LayerFreeze freeze : freezes) {
      lines.add(
          new Recipe.Line(
              freeze.path(),
              String.format(Locale.ROOT, "frozen after %d epochs", freeze.epochs())));
    }
    return lines;
  }
}
