package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.data.Batches;
import fovea.data.photo.PhotoFolders;
import fovea.format.AtomicFile;
import fovea.format.Json;
import fovea.format.JsonValue;
import fovea.model.ModelFile;
import fovea.train.Adam;
import fovea.train.Evaluation;
import fovea.train.Features;
import fovea.train.Fit;
import fovea.train.HeadTrainer;
import fovea.train.ParameterGroup;
import fovea.train.RunFolder;
import fovea.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One fine-tuning from the photos to the comparison at its end. */
final class FinetuneRun {

  /** The parts of the photos, file by file: a run must be able to tell what it learned from. */
  private static final String SPLIT = "split.json";

  /** The model whose head alone has learned. */
  private static final String BASELINE = "baseline.safetensors";

  private final Session session;
  private final FinetuneTask task;
  private final ModelLoader loader;
  private final RunPlace place;

  FinetuneRun(Session session, FinetuneTask task, ModelLoader loader, RunPlace place) {
    this.session = session;
    this.task = task;
    this.loader = loader;
    this.place = place;
  }

  /** Fine-tunes, and gives the result for programs. */
  JsonValue run() {
    PhotoFolders folders = PhotoMaterial.folders(task.photos(), task.seed());
    LoadedModel pretrained = loader.loadBody(task.start().from());
    var model = TransferModel.of(pretrained, folders.train().classes(), task);
    task.start().freeze().applyTo(model.network());
    var material = PhotoMaterial.load(session, folders, model.card().preprocessing());
    Path folder = place.claim();
    AtomicFile.write(folder.resolve(SPLIT), Json.write(folders.toJson()) + "\n");
    introduce(material, model, folder);
    session.stopInGoodOrder();
    Evaluation baseline = task.recipe().precision().use(() -> trainHead(material, model));
    Optional<Fit> fit = Optional.empty();
    if (task.start().freeze() instanceof Freeze.All || session.stop().requested()) {
      ModelFile.of(model.card(), model.network()).write(new RunFolder(folder).model());
    } else {
      ModelFile.of(model.card(), model.network()).write(folder.resolve(BASELINE));
      fit = Optional.of(tune(material, model, folder));
    }
    var report = new FinetuneReport(material, baseline, fit, folder);
    report.show(session);
    return report.json();
  }

  private void introduce(PhotoMaterial material, TransferModel model, Path folder) {
    session.sayDevice();
    session.say(
        Table.of(Column.text(""), Column.text(""))
            .render(
                List.of(
                    List.of("photos", photos(material)),
                    List.of("classes", String.join(", ", material.train().classes())),
                    List.of("model", model.card().blueprint().name() + ", " + task.start().from()),
                    List.of("first", "the head learns from features"),
                    List.of("then", then()),
                    List.of("run", folder.toString()))));
    session.say(TrainableTable.of(model.network(), name -> rate(model, name)));
  }

  private String photos(PhotoMaterial material) {
    return "%s: %s to learn from, %s to be judged by"
        .formatted(
            task.photos().folder(),
            Quantity.count(material.train().size()),
            Quantity.count(material.validation().size()));
  }

  private String then() {
    OptionalInt thaw = task.start().thawAfter();
    return switch (task.start().freeze()) {
      case Freeze.All _ -> "nothing more";
      case Freeze.None _, Freeze.UpTo _ ->
          task.recipe()
              + (thaw.isPresent() ? "; all thaws after epoch " + thaw.getAsInt() : "")
              + "; seed "
              + task.seed();
    };
  }

  private double rate(TransferModel model, String parameter) {
    return model.network().inHead(parameter) ? task.rates().head() : task.rates().base();
  }

  private Evaluation trainHead(PhotoMaterial material, TransferModel model) {
    new Freeze.All().applyTo(model.network());
    var trainer =
        HeadTrainer.of(model.network().head())
            .optimizer(new Adam(task.rates().head()))
            .seed(task.seed());
    Features train = features(material.inOrder(material.train()), model);
    Features validation = features(material.inOrder(material.validation()), model);
    trainer.fit(train);
    return trainer.evaluate(validation);
  }

  private Features features(Batches photos, TransferModel model) {
    int count = photos.data().size();
    var work = new ProgressBar.Work("features", count, new ProgressBar.Items(count, "photos"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return Features.of(
          model.network().body(),
          photos,
          (done, _) -> {
            bar.at(done, "");
            return !session.stop().requested();
          });
    }
  }

  private Fit tune(PhotoMaterial material, TransferModel model, Path folder) {
    Recipe recipe = task.recipe();
    task.start().freeze().applyTo(model.network());
    var photos = material.train().prepared(material.preprocessing()).augments(recipe.augments());
    Batches train = new Batches(photos, recipe.batch()).withShuffle(task.seed());
    try (var display = new TrainDisplay(session, recipe.precision())) {
      Trainer trainer =
          Trainer.of(model.network())
              .optimizer(recipe.descent().optimizer())
              .schedule(recipe.schedule().over(recipe.epochs()))
              .groups(groups(model))
              .epochs(recipe.epochs())
              .seed(task.seed())
              .precision(recipe.precision())
              .saveTo(folder)
              .blueprint(model.card().blueprint())
              .provenance(model.card().provenance())
              .callbacks(display)
              .stop(session.stop());
      OptionalInt thaw = task.start().thawAfter();
      return (thaw.isPresent() ? trainer.thawAfter(thaw.getAsInt()) : trainer)
          .fit(train, material.inOrder(material.validation()));
    }
  }

  /** Everything at the rate of the base, but the head at its own. */
  private ParameterGroup[] groups(TransferModel model) {
    double share = task.rates().base() / task.rates().head();
    return Stream.concat(
            Stream.of(ParameterGroup.of("").rate(share)),
            model.network().headPaths().stream().map(ParameterGroup::of))
        .toArray(ParameterGroup[]::new);
  }
}
