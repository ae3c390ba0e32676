package fovea.app.finetune;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.console.Table;
import fovea.app.network.SettingsText;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.app.train.EventOption;
import fovea.app.train.HeldScores;
import fovea.app.train.ProgressOption;
import fovea.app.train.RunPlace;
import fovea.app.train.RunRecorder;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;
import fovea.data.split.DataPart;
import fovea.data.targets.PhotoTask;
import fovea.format.JsonObject;
import fovea.hub.finetune.AlikePhotos;
import fovea.hub.finetune.FineTune;
import fovea.hub.finetune.FineTunePhotos;
import fovea.hub.finetune.FineTuneResult;
import fovea.hub.finetune.FineTuning;
import fovea.train.TrainCallback;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a fine-tuning will do, and what it has brought.
 *
 * @param session to say it in
 * @param place of the run
 * @param origin what the user has called the pretrained model
 * @param plan what happens after the head has learned
 * @param wishes what the user wants besides
 */
record FinetuneRun(
    Session session, RunPlace place, String origin, List<Recipe.Line> plan, Wishes wishes) {

  /**
   * What a user wants besides.
   *
   * @param configuration the options by which the run is repeated
   * @param progress whether programs follow it
   * @param events which events it writes
   * @param checkpoints to go on from
   */
  record Wishes(
      JsonObject configuration,
      ProgressOption progress,
      EventOption events,
      Checkpoints checkpoints) {}

  /** Fine-tunes. */
  FinetuneReport run(FineTune settings, Recipe recipe) {
    try (var display = new FinetuneDisplay(session, recipe)) {
      List<TrainCallback> callbacks = new ArrayList<>(List.of(display));
      callbacks.addAll(recipe.goal().newCallbacks());
      callbacks.addAll(wishes.events().callbacks(session));
      // The loss of photos as they are says nothing of robustness.
      FineTune kind = recipe.goal().adversarial().isPresent() ? settings.keepTuned() : settings;
      FineTuning ready =
          kind.callback(display)
              .training(
                  trainer ->
                      recipe
                          .applyTo(trainer)
                          .checkpoints(wishes.checkpoints())
                          .callbacks(callbacks.toArray(TrainCallback[]::new)))
              .stop(session.stop())
              .prepare();
      display.closeBar();
      sayPhotos(ready.photos());
      SettingsText.say(session, ready.pretrained().settings());
      RunRecorder recorder = recorder(ready, recipe);
      Path folder = recorder.folder();
      introduce(ready, folder);
      display.planned(ready);
      session.stopInGoodOrder();
      callbacks.addAll(recorder.callbacks());
      callbacks.addAll(wishes.progress().callbacks(session, folder));
      FineTuning kept = ready.folder(folder);
      FineTuneResult tuned =
          recorder.watch(
              () -> {
                recorder.recordData(() -> data(ready.photos()));
                FineTuneResult result = place.holdsRun() ? kept.resume() : kept.run();
                recorder.score(new HeldScores(result.scores().held()));
                return result;
              },
              _ -> session.stop().requested());
      return new FinetuneReport(ready, tuned, folder, recorder.cost());
    }
  }

  private RunRecorder recorder(FineTuning ready, Recipe recipe) {
    return RunRecorder.begin(
        session,
        place,
        new RunRecorder.Work(
            "finetune", wishes.configuration(), recipe, ready.card().preprocessing()));
  }

  private static RunData data(FineTunePhotos photos) {
    Map<DataPart, PhotoSet> parts = new EnumMap<>(photos.held());
    parts.put(DataPart.TRAIN, photos.train());
    return RunData.of(photos.folders().source().toString(), parts);
  }

  private void sayPhotos(FineTunePhotos photos) {
    photos.notes().forEach(session::say);
    SkippedFile.summary(photos.skipped()).forEach(session::say);
    DamagedFile.summary(photos.damaged()).forEach(session::say);
    sayAlike(photos);
  }

  /** What is among the training photos, too, makes the accuracy higher than on new photos. */
  private void sayAlike(FineTunePhotos photos) {
    if (photos.size() > AlikePhotos.MOST) {
      session.say(
          "with more than %s photos, only exact copies are looked for; ./fovea duplicates finds all"
              .formatted(Quantity.count(AlikePhotos.MOST)));
    }
    List<AlikePhotos> alike = photos.alike();
    for (var part : photos.held().entrySet()) {
      List<AlikePhotos> own = alike.stream().filter(each -> each.part() == part.getKey()).toList();
      if (!own.isEmpty()) {
        session.say(
            ("%s of the %s %s photos (%s) are training photos, too, or nearly the same, such as %s,"
                    + " which is like %s: they make the accuracy higher than on new photos;"
                    + " ./fovea duplicates %s names all")
                .formatted(
                    Quantity.count(own.size()),
                    Quantity.count(part.getValue().size()),
                    part.getKey(),
                    Quantity.percent((double) own.size() / part.getValue().size()),
                    own.getFirst().held().file(),
                    own.getFirst().train().file(),
                    ShellPath.of(photos.folders().root())));
      }
    }
  }

  private void introduce(FineTuning ready, Path folder) {
    session.sayDevice();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("photos", photos(ready.photos())));
    PhotoTask task = ready.photos().folders().targets().task();
    rows.add(
        List.of(
            switch (task) {
              case CLASSES, BINARY -> "classes";
              case MULTI_LABEL -> "labels";
              case REGRESSION -> "numbers";
            },
            String.join(", ", ready.card().classes())));
    rows.add(List.of("model", ready.card().blueprint().name() + ", " + origin));
    rows.add(
        List.of(
            "first", "the head learns from features, its L2 penalty chosen by cross-validation"));
    if (ready.heldOut() > 0) {
      rows.add(
          List.of(
              "choice",
              "by %s of the training photos, held out from what comes now"
                  .formatted(Quantity.count(ready.heldOut()))));
    }
    plan.forEach(line -> rows.add(List.of(line.what(), line.text())));
    rows.add(List.of("run", (place.holdsRun() ? "going on with " : "") + folder));
    session.say(Table.of(Column.text(""), Column.text("")).render(rows));
    session.say(TrainableTable.of(ready.network(), ready::rate));
  }

  private static String photos(FineTunePhotos photos) {
    List<String> parts = new ArrayList<>();
    parts.add(Quantity.count(photos.train().size()) + " for training");
    photos
        .held()
        .forEach((part, set) -> parts.add("%s for %s".formatted(Quantity.count(set.size()), part)));
    return photos.folders().source() + ": " + String.join(", ", parts);
  }
}
