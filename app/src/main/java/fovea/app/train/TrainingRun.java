package fovea.app.train;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.console.Table;
import fovea.app.recipe.Recipe;
import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.pixels.PictureShape;
import fovea.experiment.page.DataCounts;
import fovea.experiment.page.DataFacts;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.InferenceBatchSize;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.model.ModelCard;
import fovea.nn.Parameters;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunCost;
import fovea.train.run.RunData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** One training from its data to its report. */
final class TrainingRun {

  private final Session session;
  private final TrainingTask task;
  private final RunPlace place;
  private final TrainingPictures pictures;
  private final Wishes wishes;

  /**
   * What a user wants besides the task.
   *
   * @param configuration the options by which the run is repeated
   * @param threads gives a loader the threads that the user wants
   * @param progress whether programs follow it
   * @param events which events it writes
   * @param report that it ends with
   * @param checkpoints to go on from
   */
  record Wishes(
      JsonObject configuration,
      UnaryOperator<DataLoader> threads,
      ProgressOption progress,
      EventOption events,
      ReportOption report,
      Checkpoints checkpoints) {}

  /**
   * A training.
   *
   * @param pictures to learn from
   */
  TrainingRun(
      Session session,
      TrainingTask task,
      RunPlace place,
      TrainingPictures pictures,
      Wishes wishes) {
    this.session = session;
    this.task = task;
    this.place = place;
    this.pictures = pictures;
    this.wishes = wishes;
  }

  /** A network with its training and test pictures. */
  private record Material(Model model, DataLoader train, DataLoader test, PictureSet tested) {}

  /** Trains, and gives the result for programs. */
  JsonValue run() {
    Material material = material();
    RunRecorder recorder = recorder(material);
    Path folder = recorder.folder();
    introduce(material, folder);
    session.stopInGoodOrder();
    TrainingResult fit =
        recorder.watch(
            () -> train(material, recorder),
            result -> result.stopped() && session.stop().requested());
    Optional<ViewsAccuracy> views =
        task.recipe()
            .views()
            .filter(_ -> !fit.stopped())
            .map(
                seen ->
                    ViewsAccuracy.of(
                        session,
                        new ViewsAccuracy.Test(
                            material.model(), material.tested(), seen, task.recipe().precision())));
    report(fit, views, new Kept(folder, recorder.cost()));
    wishes.report().write(session, folder, material.tested(), facts(material, pictures.pictures()));
    JsonObject json = json(material, fit, folder).with("cost", recorder.cost().toJson());
    return views.map(each -> json.with("tta_accuracy", each.accuracy())).orElse(json);
  }

  /** Where a run is kept, and what it has cost. */
  private record Kept(Path folder, RunCost cost) {}

  private RunRecorder recorder(Material material) {
    return RunRecorder.begin(
        session,
        place,
        new RunRecorder.Work(
            "train", wishes.configuration(), task.recipe(), material.model().preprocessing()));
  }

  /** Looks for a learning rate in place of training, and gives the result for programs. */
  JsonValue findRate() {
    Material material = material();
    Path folder = place.claim();
    introduce(material, folder);
    session.stopInGoodOrder();
    return new RateSearch(session, folder).run(trainer(material), material.train());
  }

  private Material material() {
    PictureSet train = pictures.pictures();
    PictureSet test = DataSets.load(session, task.data(), Split.TEST);
    Recipe recipe = task.recipe();
    Model model = newModel(train);
    recipe.layers().initialize(model, train, task.seed());
    Preprocessing preprocessing = model.preprocessing();
    DataLoader loader = recipe.pictures().loader(train, preprocessing, recipe.batch());
    return new Material(
        model,
        wishes.threads().apply(loader.seed(task.seed())),
        InferenceBatchSize.batches(test, preprocessing),
        test);
  }

  /** The network before it has learned anything, and how it takes pictures. */
  private Model newModel(PictureSet train) {
    Model usual = Models.create(task.network(), train, task.seed());
    ModelCard card = usual.card();
    Preprocessing preprocessing =
        task.recipe().pictures().preprocessing(train, card.preprocessing());
    return Model.of(
        new ModelCard(card.blueprint(), card.classes(), preprocessing, card.provenance()),
        usual.network());
  }

  private Trainer trainer(Material material) {
    Recipe recipe = task.recipe();
    return recipe.applyTo(Trainer.of(material.model().network())).seed(task.seed());
  }

  private TrainingResult train(Material material, RunRecorder recorder) {
    recorder.recordData(() -> RunData.of(task.data(), pictures.pictures(), material.tested()));
    Path folder = recorder.folder();
    Recipe recipe = task.recipe();
    try (var display = new TrainDisplay(session, recipe)) {
      List<TrainCallback> callbacks = new ArrayList<>(List.of(display));
      callbacks.addAll(recipe.goal().newCallbacks());
      callbacks.addAll(recorder.callbacks());
      callbacks.addAll(wishes.progress().callbacks(session, folder));
      callbacks.addAll(wishes.events().callbacks(session));
      Trainer trainer =
          trainer(material)
              .folder(folder)
              .checkpoints(wishes.checkpoints())
              .provenance(task.provenance())
              .callbacks(callbacks.toArray(TrainCallback[]::new))
              .stop(session.stop());
      return place.holdsRun()
          ? trainer.resume(material.train(), material.test())
          : trainer.fit(material.train(), material.test());
    }
  }

  private void introduce(Material material, Path folder) {
    session.sayDevice();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("data", material.train().data().description()));
    rows.add(List.of("tested on", material.test().data().description()));
    rows.add(List.of("model", model(material)));
    task.recipe().lines().forEach(line -> rows.add(List.of(line.what(), line.text())));
    rows.add(List.of("seed", Long.toString(task.seed())));
    rows.add(List.of("run", (place.holdsRun() ? "going on with " : "") + folder));
    session.say(Table.of(Column.text(""), Column.text("")).render(rows));
  }

  private static DataFacts facts(Material material, PictureSet learned) {
    return new DataFacts(
        List.of(DataCounts.of("training", learned), DataCounts.of("test", material.tested())));
  }

  private String model(Material material) {
    Preprocessing preprocessing = material.model().preprocessing();
    PictureShape picture = preprocessing.picture();
    String padded = preprocessing.padding() == 0 ? "" : ", padded to " + preprocessing.input();
    return "%s, %s parameters, pictures %s%s"
        .formatted(
            task.network().name(),
            Quantity.count(Parameters.count(material.model().network())),
            picture,
            padded);
  }

  private void report(TrainingResult fit, Optional<ViewsAccuracy> views, Kept kept) {
    int epochs = task.recipe().epochs();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("trained", "%s on %s".formatted(task.network().name(), task.data())));
    if (!fit.epochs().isEmpty()) {
      EpochReport last = fit.epochs().getLast();
      rows.add(List.of("test accuracy", Quantity.percent(last.test().accuracy())));
      views.ifPresent(each -> rows.add(List.of("  by views", each.toString())));
      rows.add(List.of("test loss", Quantity.loss(last.test().loss())));
      rows.add(List.of("training loss", Quantity.loss(last.train().loss())));
      rows.add(
          List.of(
              "time",
              String.format(
                  Locale.ROOT,
                  "%s for %d of %d epochs",
                  Quantity.duration(fit.seconds()),
                  fit.epochs().size(),
                  epochs)));
    }
    rows.add(List.of("cost", CostText.of(kept.cost())));
    rows.add(List.of("run", kept.folder().toString()));
    session.result(Table.of(Column.text(""), Column.text("")).render(rows));
    session.say(
        fit.stopped()
            ? "stopped; everything is saved, go on by: ./fovea train --resume "
                + ShellPath.of(kept.folder())
            : "use it by: ./fovea predict " + ShellPath.of(kept.folder()) + " PICTURE");
  }

  private JsonObject json(Material material, TrainingResult fit, Path folder) {
    Optional<EpochReport> last = fit.last();
    return JsonObject.empty()
        .with("model", task.network().name())
        .with("parameters", Parameters.count(material.model().network()))
        .with("epochs", fit.epochs().size())
        .with("train_loss", number(last, report -> report.train().loss()))
        .with("test_accuracy", number(last, report -> report.test().accuracy()))
        .with("seconds", fit.seconds())
        .with("images_per_second", fit.imagesPerSecond())
        .with("run", folder.toString());
  }

  private static JsonValue number(Optional<EpochReport> last, ToDoubleFunction<EpochReport> value) {
    return last.map(report -> JsonNumber.orNull(value.applyAsDouble(report)))
        .orElseGet(JsonNull::new);
  }
}
