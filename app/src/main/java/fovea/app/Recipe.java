package fovea.app;

import fovea.app.console.Quantity;
import fovea.data.Augment;
import fovea.data.HorizontalFlip;
import fovea.data.RandomCrop;
import fovea.data.RandomResizedCrop;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.graph.Precision;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a network is trained.
 *
 * @param epochs how often all pictures are learned from
 * @param batch pictures in a step
 * @param descent the optimizer
 * @param schedule how its rate changes
 * @param augments random changes of the pictures
 * @param precision what the steps are computed in
 */
record Recipe(
    int epochs,
    int batch,
    Descent descent,
    ScheduleKind schedule,
    List<Augment> augments,
    Precision precision) {

  private static final String PRECISION = "precision";

  /** Copies the list. */
  Recipe {
    augments = List.copyOf(augments);
  }

  /** With another number of epochs. */
  Recipe epochs(int epochs) {
    return new Recipe(epochs, batch, descent, schedule, augments, precision);
  }

  /** With another size of batches. */
  Recipe batch(int batch) {
    return new Recipe(epochs, batch, descent, schedule, augments, precision);
  }

  /** With another learning rate. */
  Recipe rate(double rate) {
    return descent(descent.rate(rate));
  }

  /** With another weight decay. */
  Recipe weightDecay(double weightDecay) {
    return descent(descent.weightDecay(weightDecay));
  }

  /** With another optimizer. */
  Recipe descent(Descent descent) {
    return new Recipe(epochs, batch, descent, schedule, augments, precision);
  }

  /** With another schedule. */
  Recipe schedule(ScheduleKind schedule) {
    return new Recipe(epochs, batch, descent, schedule, augments, precision);
  }

  /** With other changes of the pictures. */
  Recipe augments(Augment... augments) {
    return new Recipe(epochs, batch, descent, schedule, List.of(augments), precision);
  }

  /** Computed in another precision. */
  Recipe precision(Precision precision) {
    return new Recipe(epochs, batch, descent, schedule, augments, precision);
  }

  /** As it stands in model files. */
  JsonObject toJson() {
    return JsonObject.empty()
        .with("epochs", epochs)
        .with("batch", batch)
        .with("optimizer", descent.kind().toString())
        .with("rate", descent.rate())
        .with("momentum", descent.momentum())
        .with("weight_decay", descent.weightDecay())
        .with("schedule", schedule.toString())
        .with("augmentation", Augment.codecs().writeAll(augments))
        .with(PRECISION, precision.toString());
  }

  /**
   * Reads what {@link #toJson} has written; files from before there was a choice mean f32.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  static Recipe fromJson(JsonObject json) {
    return new Recipe(
        Math.toIntExact(json.integer("epochs")),
        Math.toIntExact(json.integer("batch")),
        new Descent(
            new Named.OptimizerName().convert(json.string("optimizer")),
            json.real("rate"),
            json.real("momentum"),
            json.real("weight_decay")),
        new Named.ScheduleName().convert(json.string("schedule")),
        Augment.codecs().readAll(json.array("augmentation")),
        json.find(PRECISION).isPresent()
            ? new Named.PrecisionName().convert(json.string(PRECISION))
            : Precision.F32);
  }

  /** In words. */
  @Override
  public String toString() {
    String changes =
        augments.isEmpty()
            ? ""
            : "; pictures "
                + augments.stream().map(Recipe::words).collect(Collectors.joining(" and "));
    return "%d %s, batches of %d; %s, %s%s; in %s"
        .formatted(
            epochs, epochs == 1 ? "epoch" : "epochs", batch, descent, schedule, changes, precision);
  }

  private static String words(Augment augment) {
    return switch (augment) {
      case HorizontalFlip() -> "flipped";
      case RandomCrop(int padding) -> "moved by up to " + padding + " px";
      case RandomResizedCrop(double smallest) ->
          "cut to a part of at least " + Quantity.share(smallest);
      default -> "changed by " + Json.write(Augment.codecs().write(augment));
    };
  }
}
