package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.EpochReport;
import fovea.train.Evaluation;
import fovea.train.Fit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a fine-tuning has brought, against the head on frozen features.
 *
 * @param material what it learned from
 * @param baseline of the head on frozen features
 * @param fit the fine-tuning, unless there was none
 * @param folder of the run
 */
record FinetuneReport(PhotoMaterial material, Evaluation baseline, Optional<Fit> fit, Path folder) {

  /** Shows it to people. */
  void show(Session session) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("head on frozen features", baseline.accuracy(), "baseline.safetensors"));
    fit.ifPresent(
        tuned -> {
          last(tuned)
              .ifPresent(
                  report ->
                      rows.add(row("fine-tuned", report.test().accuracy(), "model.safetensors")));
          best(tuned)
              .ifPresent(
                  report ->
                      rows.add(
                          row(
                              "its best epoch, " + report.epoch(),
                              report.test().accuracy(),
                              "best.safetensors")));
        });
    if (fit.isEmpty()) {
      rows.set(0, row("head on frozen features", baseline.accuracy(), "model.safetensors"));
    }
    session.result(
        Table.of(Column.text(""), Column.number("recognized"), Column.text("kept in " + folder))
            .render(rows));
    if (fit.flatMap(FinetuneReport::best).filter(this::isWorse).isPresent()) {
      session.say(
          "fine-tuning has not helped: use the baseline, or try a lower --base-lr or more photos");
    }
    session.say("use it by: ./fovea predict " + folder + " PHOTO");
  }

  /** For programs. */
  JsonObject json() {
    Optional<EpochReport> last = fit.flatMap(FinetuneReport::last);
    return JsonObject.empty()
        .with("baseline_accuracy", baseline.accuracy())
        .with("accuracy", number(last.map(report -> report.test().accuracy())))
        .with("epochs", fit.map(tuned -> tuned.epochs().size()).orElse(0))
        .with("seconds", fit.map(Fit::seconds).orElse(0.0))
        .with("images_per_second", fit.map(Fit::imagesPerSecond).orElse(0.0))
        .with("classes", material.train().classes().size())
        .with("train", material.train().size())
        .with("validation", material.validation().size())
        .with("skipped", material.skipped().size())
        .with("leaks", material.leaks().size())
        .with("run", folder.toString());
  }

  private boolean isWorse(EpochReport report) {
    return report.test().accuracy() < baseline.accuracy();
  }

  private static List<String> row(String what, double accuracy, String file) {
    return List.of(what, Quantity.percent(accuracy), file);
  }

  private static Optional<EpochReport> last(Fit fit) {
    return fit.epochs().isEmpty() ? Optional.empty() : Optional.of(fit.epochs().getLast());
  }

  private static Optional<EpochReport> best(Fit fit) {
    return fit.epochs().stream()
        .max(Comparator.comparingDouble(report -> report.test().accuracy()));
  }

  private static JsonValue number(Optional<Double> value) {
    return value.<JsonValue>map(JsonNumber::of).orElseGet(JsonNull::new);
  }
}
