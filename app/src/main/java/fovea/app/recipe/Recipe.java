package fovea.app.recipe;

import fovea.app.option.NameReaders;
import fovea.format.JsonObject;
import fovea.graph.type.Precision;
import fovea.train.Trainer;
import fovea.train.tta.TestTimeAugment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a network is trained.
 *
 * @param epochs number of epochs
 * @param batch pictures in a step
 * @param precision what the steps are computed in
 * @param pictures which pictures, and how they are changed
 * @param updates how weights change
 * @param goal what they are changed for, and when that is enough
 * @param layers where weights begin, and which of them learn otherwise than the rest
 * @param views of each test picture, over which the final accuracy is averaged as well, if any
 */
public record Recipe(
    int epochs,
    int batch,
    Precision precision,
    PictureSettings pictures,
    UpdateSettings updates,
    GoalSettings goal,
    LayerSettings layers,
    Optional<TestTimeAugment> views) {

  /** With all layers alike, and the plain accuracy. */
  public Recipe(
      int epochs,
      int batch,
      Precision precision,
      PictureSettings pictures,
      UpdateSettings updates,
      GoalSettings goal) {
    this(epochs, batch, precision, pictures, updates, goal, new LayerSettings(), Optional.empty());
  }

  /** With another number of epochs. */
  public Recipe epochs(int epochs) {
    return new Recipe(epochs, batch, precision, pictures, updates, goal, layers, views);
  }

  /** With another size of batches. */
  public Recipe batch(int batch) {
    return new Recipe(epochs, batch, precision, pictures, updates, goal, layers, views);
  }

  /** Computed in another precision. */
  public Recipe precision(Precision precision) {
    return new Recipe(epochs, batch, precision, pictures, updates, goal, layers, views);
  }

  /** With other pictures. */
  public Recipe pictures(PictureSettings pictures) {
    return new Recipe(epochs, batch, precision, pictures, updates, goal, layers, views);
  }

  /** With other updates. */
  public Recipe updates(UnaryOperator<UpdateSettings> change) {
    return new Recipe(
        epochs, batch, precision, pictures, change.apply(updates), goal, layers, views);
  }

  /** With other settings of single layers. */
  public Recipe layers(UnaryOperator<LayerSettings> change) {
    return new Recipe(
        epochs, batch, precision, pictures, updates, goal, change.apply(layers), views);
  }

  /** With another goal. */
  public Recipe goal(UnaryOperator<GoalSettings> change) {
    return new Recipe(
        epochs, batch, precision, pictures, updates, change.apply(goal), layers, views);
  }

  /** The trainer with these settings; the pictures come from a loader. */
  public Trainer applyTo(Trainer trainer) {
    Trainer changing = layers.applyTo(updates.applyTo(trainer));
    return goal.applyTo(changing).epochs(epochs).precision(precision);
  }

  /** As it stands in model files. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("epochs", epochs)
        .with("batch", batch)
        .with("precision", precision.toString())
        .with("pictures", pictures.toJson())
        .with("updates", updates.toJson())
        .with("goal", goal.toJson())
        .with("layers", layers.toJson())
        .with("views", TestTimeAugment.codecs().writeAll(views.stream().toList()));
  }

  /**
   * By the options that a user types for it, with all their settings: the value of each by its long
   * name without dashes. What has no option comes from the recipe of a name.
   */
  public JsonObject options() {
    JsonObject all =
        JsonObject.empty()
            .with("epochs", epochs)
            .with("batch", batch)
            .with("precision", precision.toString());
    for (JsonObject part :
        List.of(pictures.options(), updates.options(), goal.options(), layers.options())) {
      for (var option : part.members().entrySet()) {
        all = all.with(option.getKey(), option.getValue());
      }
    }
    return all;
  }

  /**
   * Reads what {@link #toJson} has written.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static Recipe fromJson(JsonObject json) {
    return new Recipe(
        Math.toIntExact(json.integer("epochs")),
        Math.toIntExact(json.integer("batch")),
        new NameReaders.PrecisionName().convert(json.string("precision")),
        PictureSettings.fromJson(json.object("pictures")),
        UpdateSettings.fromJson(json.object("updates")),
        GoalSettings.fromJson(json.object("goal")),
        LayerSettings.fromJson(json.object("layers")),
        TestTimeAugment.codecs().readAll(json.array("views")).stream().findFirst());
  }

  /** In a line for each thing that it has: what it is, and how a user types it. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "recipe",
            String.format(
                Locale.ROOT,
                "%d %s, batches of %d, in %s",
                epochs,
                epochs == 1 ? "epoch" : "epochs",
                batch,
                precision)));
    lines.addAll(updates.lines());
    lines.addAll(pictures.lines());
    lines.addAll(goal.lines());
    lines.addAll(layers.lines());
    views.ifPresent(seen -> lines.add(new Line("views", TestTimeAugment.codecs().text(seen))));
    return lines;
  }

  /** A thing that a recipe has. */
  public record Line(String what, String text) {}
}
