package fovea.app.train;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.console.Table;
import fovea.app.session.Session;
import fovea.data.split.DataPart;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.EpochReport;
import fovea.train.TrainingResult;
import fovea.train.metric.Metric;
import fovea.train.run.RunCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a training has brought, for people and for programs.
 *
 * @param task what was trained
 * @param outcome of it
 * @param folder of the run
 * @param cost of it
 */
record TrainingSummary(TrainingTask task, TrainingOutcome outcome, Path folder, RunCost cost) {

  /** Shows it to people. */
  void show(Session session) {
    TrainingResult fit = outcome.fit();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("trained", "%s on %s".formatted(task.network().name(), task.data())));
    fit.last().ifPresent(last -> addScores(rows, last));
    rows.add(List.of("cost", CostText.of(cost)));
    rows.add(List.of("run", folder.toString()));
    session.result(Table.of(Column.text(""), Column.text("")).render(rows));
    session.say(
        fit.stopped() && session.stop().requested()
            ? "stopped; everything is saved, go on by: ./fovea train --resume "
                + ShellPath.of(folder)
            : "use it by: ./fovea predict " + ShellPath.of(folder) + " PICTURE");
  }

  private void addScores(List<List<String>> rows, EpochReport last) {
    TrainingResult fit = outcome.fit();
    DataPart judge = outcome.judge();
    for (DataPart part : DataPart.values()) {
      String once = part == DataPart.TEST && part != judge ? ", looked at once" : "";
      outcome
          .accuracy(part)
          .ifPresent(
              share -> rows.add(List.of(part + " accuracy", Quantity.percent(share) + once)));
    }
    outcome.views().ifPresent(each -> rows.add(List.of("  by views", each.toString())));
    rows.add(List.of(judge + " loss", Quantity.loss(last.test().loss())));
    rows.add(List.of("training loss", Quantity.loss(last.train().loss())));
    rows.add(
        List.of(
            "time",
            String.format(
                Locale.ROOT,
                "%s for %d of %d epochs",
                Quantity.duration(fit.seconds()),
                fit.epochs().size(),
                task.recipe().epochs())));
  }

  /**
   * Gives it to programs.
   *
   * @param parameters number of parameters of the network
   */
  JsonObject json(long parameters) {
    TrainingResult fit = outcome.fit();
    boolean isSplit = !task.pictures().rule().shares().isNone();
    JsonObject json =
        JsonObject.empty()
            .with("model", task.network().name())
            .with("parameters", parameters)
            .with("epochs", fit.epochs().size())
            .with("train_loss", number(fit.last().map(report -> report.train().loss())));
    if (outcome.judge() == DataPart.VALIDATION) {
      json = json.with("validation_accuracy", number(outcome.accuracy(DataPart.VALIDATION)));
    }
    json = json.with("test_accuracy", number(outcome.accuracy(DataPart.TEST)));
    json = isSplit ? json.with("held", outcome.held().toJson(Metric.ACCURACY)) : json;
    json =
        json.with("seconds", fit.seconds())
            .with("images_per_second", fit.imagesPerSecond())
            .with("run", folder.toString())
            .with("cost", cost.toJson());
    return outcome.views().isPresent()
        ? json.with("tta_accuracy", outcome.views().get().accuracy())
        : json;
  }

  private static JsonValue number(Optional<Double> value) {
    return value.map(JsonNumber::orNull).orElseGet(JsonNull::new);
  }
}
