package fovea.app.finetune;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.console.Table;
import fovea.app.session.Session;
import fovea.app.train.CostText;
import fovea.app.train.HeldScores;
import fovea.app.train.MetricText;
import fovea.data.photo.PhotoSet;
import fovea.data.split.DataPart;
import fovea.experiment.page.DataCounts;
import fovea.experiment.page.DataFacts;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.finetune.FineTuneChoice;
import fovea.hub.finetune.FineTunePhotos;
import fovea.hub.finetune.FineTuneResult;
import fovea.hub.finetune.FineTuning;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.metric.MetricNames;
import fovea.train.run.RunCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of a fine-tuning, against the head on frozen features.
 *
 * @param ready the pretrained model and the photos
 * @param tuned what came of it
 * @param folder of the run
 * @param cost of it
 */
record FinetuneReport(FineTuning ready, FineTuneResult tuned, Path folder, RunCost cost) {

  /** Shows it to people. */
  void show(Session session) {
    List<List<String>> rows = new ArrayList<>();
    String file = tuned.fit().isEmpty() ? "model.safetensors" : "baseline.safetensors";
    rows.add(row("baseline: the head alone", tuned.baseline(), file));
    tuned.tuned().ifPresent(score -> rows.add(row("tuned", score, "tuned.safetensors")));
    tuned
        .choice()
        .ifPresent(
            choice -> rows.add(row("kept: " + choice.name(), tuned.kept(), "model.safetensors")));
    session.result(
        Table.of(
                Column.text("on validation photos"),
                Column.number(MetricNames.words(tuned.measure().name())),
                Column.number("loss"),
                Column.text("in " + folder))
            .render(rows));
    if (!tuned.scores().held().isEmpty()) {
      session.result("");
      session.result(
          Table.of(
                  Column.text("model.safetensors"),
                  Column.number("photos"),
                  Column.number(MetricNames.words(tuned.measure().name())))
              .render(parts()));
    }
    tuned.choice().ifPresent(choice -> session.result(choice.sentence()));
    session.result("cost: " + CostText.of(cost));
    session.say(
        session.stop().requested()
            ? "stopped; everything is saved, go on by: ./fovea finetune --resume "
                + ShellPath.of(folder)
            : "use it by: ./fovea predict " + ShellPath.of(folder) + " PHOTO");
  }

  /** For programs. */
  JsonObject json() {
    FineTunePhotos photos = ready.photos();
    String measure = tuned.measure().name();
    return JsonObject.empty()
        .with("baseline_" + measure, JsonNumber.orNull(tuned.figure(tuned.baseline().score())))
        .with("tuned_" + measure, number(tuned.tuned().map(score -> tuned.figure(score.score()))))
        .with(measure, JsonNumber.orNull(tuned.figure()))
        .with("kept", tuned.choice().map(FineTuneChoice::toJson).orElseGet(this::baselineKept))
        .with("task", photos.folders().targets().task().toString())
        .with("epochs", tuned.fit().map(fit -> fit.epochs().size()).orElse(0))
        .with("seconds", tuned.fit().map(TrainingResult::seconds).orElse(0.0))
        .with("images_per_second", tuned.fit().map(TrainingResult::imagesPerSecond).orElse(0.0))
        .with("classes", ready.card().classes().size())
        .with("train", photos.train().size())
        .with("validation", photos.validation().size())
        .with("held", new HeldScores(tuned.scores().held()).toJson(measure))
        .with("skipped", photos.skipped().size())
        .with("damaged", photos.damaged().size())
        .with("leaks", photos.leaks().size())
        .with("near_leaks", photos.alike().size())
        .with("run", folder.toString())
        .with("cost", cost.toJson())
        .with("settings", ready.pretrained().settings().toJson());
  }

  private JsonObject baselineKept() {
    return JsonObject.empty().with("kept", "the baseline");
  }

  /** How the model does on each part. */
  private List<List<String>> parts() {
    List<List<String>> rows = new ArrayList<>();
    tuned
        .held(DataPart.TRAIN_DEV)
        .ifPresent(score -> rows.add(part("train-dev", score.n(), tuned.figure(score.score()))));
    rows.add(part("validation", ready.photos().validation().size(), tuned.figure()));
    tuned
        .held(DataPart.TEST)
        .ifPresent(
            score ->
                rows.add(part("test, looked at once", score.n(), tuned.figure(score.score()))));
    return rows;
  }

  private List<String> part(String what, long photos, double figure) {
    return List.of(what, Quantity.count(photos), MetricText.value(tuned.measure().name(), figure));
  }

  /** The photos that the model is judged by: as evaluate, by those for the test if there are. */
  PhotoSet judged() {
    FineTunePhotos photos = ready.photos();
    return Optional.ofNullable(photos.held().get(DataPart.TEST)).orElseGet(photos::validation);
  }

  /** What is known of the photos. */
  DataFacts facts() {
    FineTunePhotos photos = ready.photos();
    List<DataCounts> parts = new ArrayList<>();
    parts.add(DataCounts.of(DataPart.TRAIN.toString(), photos.train()));
    photos.held().forEach((part, set) -> parts.add(DataCounts.of(part.toString(), set)));
    return new DataFacts(parts)
        .files(photos.skipped(), photos.damaged())
        .leaks(photos.train().leaks(judged()));
  }

  private List<String> row(String what, Evaluation score, String file) {
    return List.of(
        what,
        MetricText.value(tuned.measure().name(), tuned.figure(score.score())),
        Quantity.loss(score.loss()),
        file);
  }

  private static JsonValue number(Optional<Double> value) {
    return value.map(JsonNumber::orNull).orElseGet(JsonNull::new);
  }
}
