package fovea.app.recipe;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.Trainer;
import fovea.train.average.WeightAverage;
import fovea.train.optim.Clip;
import fovea.train.optim.Optimizer;
import fovea.train.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the weights of a network change in training.
 *
 * @param optimizer changes them
 * @param schedule how its rate changes
 * @param clip how gradients are limited
 * @param average what is tested and saved instead of the newest weights, if anything
 * @param accumulate number of batches whose gradients make a step
 */
public record UpdateSettings(
    Optimizer optimizer,
    Schedule schedule,
    Clip clip,
    Optional<WeightAverage> average,
    int accumulate) {

  /** With these, no limit of gradients, and no average. */
  public UpdateSettings(Optimizer optimizer, Schedule schedule) {
    this(optimizer, schedule, Clip.none(), Optional.empty(), 1);
  }

  /** With another optimizer. */
  public UpdateSettings optimizer(Optimizer optimizer) {
    return new UpdateSettings(optimizer, schedule, clip, average, accumulate);
  }

  /** With another schedule. */
  public UpdateSettings schedule(Schedule schedule) {
    return new UpdateSettings(optimizer, schedule, clip, average, accumulate);
  }

  Trainer applyTo(Trainer trainer) {
    Trainer updating =
        trainer.optimizer(optimizer).schedule(schedule).clip(clip).accumulate(accumulate);
    return average.map(updating::average).orElse(updating);
  }

  JsonObject toJson() {
    List<JsonValue> averages = average.map(WeightAverage.codecs()::write).stream().toList();
    return JsonObject.empty()
        .with("optimizer", Optimizer.codecs().write(optimizer))
        .with("schedule", Schedule.codecs().write(schedule))
        .with("clip", Clip.codecs().write(clip))
        .with("average", new JsonArray(averages))
        .with("accumulate", accumulate);
  }

  JsonObject options() {
    JsonObject options =
        JsonObject.empty()
            .with("optimizer", Typed.whole(Optimizer.codecs(), optimizer))
            .with("schedule", Typed.whole(Schedule.codecs(), schedule))
            .with("clip", Typed.whole(Clip.codecs(), clip))
            .with("accumulate", accumulate);
    return average
        .map(used -> options.with("average", Typed.whole(WeightAverage.codecs(), used)))
        .orElse(options);
  }

  static UpdateSettings fromJson(JsonObject json) {
    return new UpdateSettings(
        Optimizer.codecs().read(json.member("optimizer")),
        Schedule.codecs().read(json.member("schedule")),
        Clip.codecs().read(json.member("clip")),
        WeightAverage.codecs().readAll(json.array("average")).stream().findFirst(),
        Math.toIntExact(json.integer("accumulate")));
  }

  List<Recipe.Line> lines() {
    List<Recipe.Line> lines = new ArrayList<>();
    lines.add(new Recipe.Line("optimizer", Optimizer.codecs().text(optimizer)));
    lines.add(new Recipe.Line("schedule", Schedule.codecs().text(schedule)));
    if (!clip.equals(Clip.none())) {
      lines.add(new Recipe.Line("clip", Clip.codecs().text(clip)));
    }
    if (accumulate > 1) {
      lines.add(new Recipe.Line("accumulated", accumulate + " batches a step"));
    }
    average.ifPresent(
        used -> lines.add(new Recipe.Line("average", WeightAverage.codecs().text(used))));
    return lines;
  }
}
