package fovea.app.finetune;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.SettingsText;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.app.train.RunPlace;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.Leak;
import fovea.data.photo.SkippedFile;
import fovea.hub.finetune.FineTune;
import fovea.hub.finetune.FineTuning;
import fovea.train.TrainCallback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a fine-tuning will do, and what it has brought.
 *
 * @param session to say it in
 * @param place of the run
 * @param origin what the user has called the pretrained model
 * @param plan what happens after the head has learned
 */
record FinetuneRun(Session session, RunPlace place, String origin, List<Recipe.Line> plan) {

  /**
   * Fine-tunes.
   *
   * @param events writes events, if anything does
   */
  FinetuneReport run(FineTune settings, Recipe recipe, List<TrainCallback> events) {
    try (var display = new FinetuneDisplay(session, recipe.precision())) {
      List<TrainCallback> callbacks = new ArrayList<>(List.of(display));
      callbacks.addAll(recipe.goal().newCallbacks());
      callbacks.addAll(events);
      FineTuning ready =
          settings
              .callback(display)
              .training(
                  trainer ->
                      recipe.applyTo(trainer).callbacks(callbacks.toArray(TrainCallback[]::new)))
              .stop(session.stop())
              .prepare();
      display.closeBar();
      sayPhotos(ready.photos());
      SettingsText.say(session, ready.pretrained().settings());
      Path folder = place.claim();
      introduce(ready, folder);
      session.stopInGoodOrder();
      return new FinetuneReport(ready, ready.folder(folder).run(), folder);
    }
  }

  private void sayPhotos(FineTuning.Photos photos) {
    photos.notes().forEach(session::say);
    SkippedFile.summary(photos.skipped()).forEach(session::say);
    DamagedFile.summary(photos.damaged()).forEach(session::say);
    List<Leak> leaks = photos.leaks();
    if (!leaks.isEmpty()) {
      session.say(
          ("%s of the validation photos are training photos, too, such as %s, which is %s:"
                  + " they make the accuracy higher than on new photos")
              .formatted(
                  Quantity.count(leaks.size()),
                  leaks.getFirst().validation().file(),
                  leaks.getFirst().train().file()));
    }
  }

  private void introduce(FineTuning ready, Path folder) {
    session.sayDevice();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("photos", photos(ready.photos())));
    rows.add(List.of("classes", String.join(", ", ready.card().classes())));
    rows.add(List.of("model", ready.card().blueprint().name() + ", " + origin));
    rows.add(List.of("first", "the head learns from features"));
    plan.forEach(line -> rows.add(List.of(line.what(), line.text())));
    rows.add(List.of("run", folder.toString()));
    session.say(Table.of(Column.text(""), Column.text("")).render(rows));
    session.say(TrainableTable.of(ready.network(), ready::rate));
  }

  private static String photos(FineTuning.Photos photos) {
    List<String> parts = new ArrayList<>();
    parts.add(Quantity.count(photos.train().size()) + " for training");
    photos
        .held()
        .forEach((part, set) -> parts.add("%s for %s".formatted(Quantity.count(set.size()), part)));
    return photos.folders().root() + ": " + String.join(", ", parts);
  }
}
