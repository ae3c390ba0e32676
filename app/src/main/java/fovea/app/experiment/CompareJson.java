package fovea.app.experiment;

import fovea.error.UserException;
import fovea.experiment.compare.RunComparison;
import fovea.experiment.compare.RunOutcome;
import fovea.experiment.compare.SeedGroup;
import fovea.experiment.compare.SettingColumn;
import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A comparison of runs for programs. */
final class CompareJson {
  private CompareJson() {}

  static JsonObject of(RunComparison runs, List<UserException> unreadable) {
    List<JsonValue> rows = new ArrayList<>();
    for (int i = 0; i < runs.outcomes().size(); i++) {
      rows.add(run(runs, i));
    }
    JsonObject shared = JsonObject.empty();
    for (var entry : runs.settings().shared().entrySet()) {
      shared = shared.with(entry.getKey(), entry.getValue());
    }
    return JsonObject.empty()
        .with("runs", new JsonArray(rows))
        .with("shared", shared)
        .with("by_seed", new JsonArray(runs.bySeed().stream().map(CompareJson::group).toList()))
        .with("warnings", JsonArray.ofStrings(runs.warnings()))
        .with(
            "unreadable",
            JsonArray.ofStrings(unreadable.stream().map(UserException::getMessage).toList()));
  }

  private static JsonValue run(RunComparison runs, int row) {
    RunOutcome outcome = runs.outcomes().get(row);
    JsonObject differing = JsonObject.empty();
    for (SettingColumn column : runs.settings().differing()) {
      differing =
          differing.with(
              column.path(),
              column.values().get(row).<JsonValue>map(JsonString::new).orElseGet(JsonNull::new));
    }
    return JsonObject.empty()
        .with("run", outcome.run().folder().path().toString())
        .with("state", state(outcome))
        .with("differing", differing)
        .with("epochs", outcome.run().epochs().size())
        .with("best", outcome.best().map(CompareJson::epoch).orElseGet(JsonNull::new))
        .with("last", outcome.last().map(CompareJson::epoch).orElseGet(JsonNull::new))
        .with("best_loss", number(outcome.bestLoss()))
        .with("train_accuracy", number(outcome.trainAccuracy()))
        .with("seconds", outcome.seconds());
  }

  private static JsonValue state(RunOutcome outcome) {
    return outcome
        .state()
        .<JsonValue>map(state -> new JsonString(state.toString()))
        .orElseGet(JsonNull::new);
  }

  private static JsonValue epoch(EpochReport epoch) {
    return JsonObject.empty()
        .with("epoch", epoch.epoch())
        .with("accuracy", number(RunOutcome.accuracy(epoch.test())))
        .with("loss", JsonNumber.orNull(epoch.test().loss()))
        .with("n", epoch.test().n());
  }

  private static JsonValue group(SeedGroup group) {
    return JsonObject.empty()
        .with(
            "runs",
            JsonArray.ofStrings(
                group.outcomes().stream().map(o -> o.run().folder().path().toString()).toList()))
        .with("best_accuracy", spread(group, RunOutcome::bestAccuracy))
        .with("last_accuracy", spread(group, RunOutcome::lastAccuracy));
  }

  private static JsonValue spread(SeedGroup group, Function<RunOutcome, OptionalDouble> figure) {
    SeedGroup.Spread spread = group.spread(figure);
    return JsonObject.empty()
        .with("mean", JsonNumber.orNull(spread.mean()))
        .with("deviation", JsonNumber.orNull(spread.deviation()))
        .with("n", spread.n());
  }

  private static JsonValue number(OptionalDouble value) {
    return value.isPresent() ? JsonNumber.orNull(value.getAsDouble()) : new JsonNull();
  }
}
