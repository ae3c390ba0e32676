package fovea.app.train;

import fovea.app.console.Quantity;
import fovea.app.option.NameReaders;
import fovea.app.option.OptimizerConfig;
import fovea.app.option.ScheduleKind;
import fovea.data.augment.Augment;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.geometric.RandomResizedCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.graph.type.Precision;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a network is trained.
 *
 * @param epochs number of epochs
 * @param batch pictures in a step
 * @param optimizerConfig the optimizer
 * @param schedule how its rate changes
 * @param augments random changes of the pictures
 * @param precision what the steps are computed in
 */
public record Recipe(
    int epochs,
    int batch,
    OptimizerConfig optimizerConfig,
    ScheduleKind schedule,
    Augmentations augments,
    Precision precision) {

  private static final String PRECISION = "precision";

  /** With another number of epochs. */
  Recipe epochs(int epochs) {
    return new Recipe(epochs, batch, optimizerConfig, schedule, augments, precision);
  }

  /** With another size of batches. */
  Recipe batch(int batch) {
    return new Recipe(epochs, batch, optimizerConfig, schedule, augments, precision);
  }

  /** With another learning rate. */
  Recipe rate(double rate) {
    return optimizerConfig(optimizerConfig.rate(rate));
  }

  /** With another weight decay. */
  Recipe weightDecay(double weightDecay) {
    return optimizerConfig(optimizerConfig.weightDecay(weightDecay));
  }

  /** With another optimizer. */
  Recipe optimizerConfig(OptimizerConfig optimizerConfig) {
    return new Recipe(epochs, batch, optimizerConfig, schedule, augments, precision);
  }

  /** With another schedule. */
  Recipe schedule(ScheduleKind schedule) {
    return new Recipe(epochs, batch, optimizerConfig, schedule, augments, precision);
  }

  /** With other changes of the pictures. */
  Recipe augments(Augment... augments) {
    return new Recipe(
        epochs, batch, optimizerConfig, schedule, Augmentations.of(augments), precision);
  }

  /** Computed in another precision. */
  Recipe precision(Precision precision) {
    return new Recipe(epochs, batch, optimizerConfig, schedule, augments, precision);
  }

  /** As it stands in model files. */
  JsonObject toJson() {
    return JsonObject.empty()
        .with("epochs", epochs)
        .with("batch", batch)
        .with("optimizer", optimizerConfig.kind().toString())
        .with("rate", optimizerConfig.rate())
        .with("momentum", optimizerConfig.momentum())
        .with("weight_decay", optimizerConfig.weightDecay())
        .with("schedule", schedule.toString())
        .with("augmentation", augments.toJson())
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
        new OptimizerConfig(
            new NameReaders.OptimizerName().convert(json.string("optimizer")),
            json.real("rate"),
            json.real("momentum"),
            json.real("weight_decay")),
        new NameReaders.ScheduleName().convert(json.string("schedule")),
        Augmentations.fromJson(json.array("augmentation")),
        json.find(PRECISION).isPresent()
            ? new NameReaders.PrecisionName().convert(json.string(PRECISION))
            : Precision.F32);
  }

  /** In words. */
  @Override
  public String toString() {
    String changes =
        augments.isEmpty()
            ? ""
            : "; pictures "
                + augments.steps().stream().map(Recipe::words).collect(Collectors.joining(" and "));
    return String.format(
        Locale.ROOT,
        "%d %s, batches of %d; %s, %s%s; in %s",
        epochs,
        epochs == 1 ? "epoch" : "epochs",
        batch,
        optimizerConfig,
        schedule,
        changes,
        precision);
  }

  private static String words(Augment augment) {
    return switch (augment) {
      case HorizontalFlip _ -> "flipped";
      case RandomCrop(int padding, _) -> "moved by up to " + padding + " px";
      case RandomResizedCrop(double smallest) ->
          "cut to a part of at least " + Quantity.share(smallest);
      default -> "changed by " + Json.write(Augmentations.codecs().write(augment));
    };
  }
}
