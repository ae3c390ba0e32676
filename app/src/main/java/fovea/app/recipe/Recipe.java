package fovea.app.recipe;

import fovea.app.option.NameReaders;
import fovea.format.JsonObject;
import fovea.graph.type.Precision;
import fovea.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How a network is trained.
 *
 * @param epochs number of epochs
 * @param batch pictures in a step
 * @param precision what the steps are computed in
 * @param pictures which pictures, and how they are changed
 * @param updates how weights change
 * @param layers where weights begin, and which of them learn otherwise than the rest
 * @param goal what they are changed for, and when that is enough
 */
public record Recipe(
    int epochs,
    int batch,
    Precision precision,
    PictureSettings pictures,
    UpdateSettings updates,
    LayerSettings layers,
    GoalSettings goal) {

  /** With another number of epochs. */
  public Recipe epochs(int epochs) {
    return new Recipe(epochs, batch, precision, pictures, updates, layers, goal);
  }

  /** With another size of batches. */
  public Recipe batch(int batch) {
    return new Recipe(epochs, batch, precision, pictures, updates, layers, goal);
  }

  /** Computed in another precision. */
  public Recipe precision(Precision precision) {
    return new Recipe(epochs, batch, precision, pictures, updates, layers, goal);
  }

  /** With other pictures. */
  public Recipe pictures(PictureSettings pictures) {
    return new Recipe(epochs, batch, precision, pictures, updates, layers, goal);
  }

  /** With other updates. */
  public Recipe updates(UnaryOperator<UpdateSettings> change) {
    return new Recipe(epochs, batch, precision, pictures, change.apply(updates), layers, goal);
  }

  /** With other settings of layers. */
  public Recipe layers(UnaryOperator<LayerSettings> change) {
    return new Recipe(epochs, batch, precision, pictures, updates, change.apply(layers), goal);
  }

  /** With another goal. */
  public Recipe goal(UnaryOperator<GoalSettings> change) {
    return new Recipe(epochs, batch, precision, pictures, updates, layers, change.apply(goal));
  }

  /** The trainer with these settings; the pictures come from a loader. */
  public Trainer applyTo(Trainer trainer) {
    return goal.applyTo(layers.applyTo(updates.applyTo(trainer)))
        .epochs(epochs)
        .precision(precision);
  }

  /** As it stands in model files. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("epochs", epochs)
        .with("batch", batch)
        .with("precision", precision.toString())
        .with("pictures", pictures.toJson())
        .with("updates", updates.toJson())
        .with("layers", layers.toJson())
        .with("goal", goal.toJson());
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
        LayerSettings.fromJson(json.object("layers")),
        GoalSettings.fromJson(json.object("goal")));
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
    lines.addAll(layers.lines());
    lines.addAll(goal.lines());
    return lines;
  }

  /** A thing that a recipe has. */
  public record Line(String what, String text) {}
}
