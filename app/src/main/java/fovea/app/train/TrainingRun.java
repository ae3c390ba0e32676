package fovea.app.train;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.ShellPath;
import fovea.app.console.Table;
import fovea.app.ensemble.EnsembleOptions;
import fovea.app.ensemble.EnsemblePlan;
import fovea.app.ensemble.EnsembleRun;
import fovea.app.recipe.Recipe;
import fovea.app.recipe.TeacherSettings;
import fovea.app.session.Session;
import fovea.app.train.rate.RateSearch;
import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.data.split.DataPart;
import fovea.experiment.page.DataFacts;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.InferenceBatchSize;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.hub.Models;
import fovea.hub.ensemble.EnsembleKind;
import fovea.model.ModelCard;
import fovea.nn.Parameters;
import fovea.train.TrainCallback;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.distill.Distillation;
import fovea.train.metric.Evaluation;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunData;
import fovea.train.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
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
      Checkpoints checkpoints) {

    /** The same for a member of an ensemble. */
    Wishes ofMember() {
      return new Wishes(
          EnsembleOptions.ofMember(configuration), threads, progress, events, report, checkpoints);
    }
  }

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

  /**
   * A network and its pictures.
   *
   * @param train to learn from
   * @param distillation what else it learns from, if anything
   * @param judging to judge epochs by
   * @param judge the part that these are
   * @param parts all pictures
   */
  private record Material(
      Model model,
      DataLoader train,
      Optional<Distillation> distillation,
      DataLoader judging,
      DataPart judge,
      Map<DataPart, PictureSet> parts) {

    /** The parts that nothing is chosen by. */
    List<DataPart> held() {
      return parts.keySet().stream()
          .filter(part -> part != DataPart.TRAIN && part != judge)
          .toList();
    }

    PictureSet part(DataPart part) {
      return Objects.requireNonNull(parts.get(part));
    }

    String about(DataPart part) {
      return part(part).info().description();
    }
  }

  /** Trains, and gives the result for programs. */
  JsonValue run() {
    Material material = material();
    RunRecorder recorder = recorder(material);
    Path folder = recorder.folder();
    introduce(material, folder);
    session.stopInGoodOrder();
    TrainingOutcome outcome =
        recorder.watch(
            () -> outcome(material, recorder, List.of()), result -> isInterrupted(result.fit()));
    var report = new TrainingSummary(task, outcome, folder, recorder.cost());
    report.show(session);
    wishes.report().write(session, folder, material.part(DataPart.TEST), facts(material));
    return report.json(Parameters.count(material.model().network()));
  }

  /**
   * Trains several networks and makes one model of them; gives the result for programs.
   *
   * @param members the trainings of networks that have one of their own each, by number and folder
   */
  JsonValue run(EnsemblePlan plan, BiFunction<Integer, Path, TrainingRun> members) {
    Material material = material();
    RunRecorder recorder = recorder(material);
    Path folder = recorder.folder();
    introduce(material, folder);
    session.stopInGoodOrder();
    var ensemble = new EnsembleRun(session, plan, new RunFolder(folder));
    boolean isDone =
        recorder.watch(
            () -> {
              recordData(material, recorder);
              int epochs = task.recipe().epochs();
              return plan.kind() == EnsembleKind.SNAPSHOT
                  ? isDone(outcome(material, recorder, List.of(ensemble.snapshots(epochs))))
                  : ensemble.trainMembers(
                      epochs,
                      (number, member) ->
                          members.apply(number, member).trainAsMember(recorder.callbacks()));
            },
            result -> !result);
    JsonObject json =
        JsonObject.empty()
            .with("model", task.network().name())
            .with("networks", plan.members())
            .with("run", folder.toString())
            .with("cost", recorder.cost().toJson());
    if (!isDone) {
      session.say(
          "stopped; everything is saved, go on by: ./fovea train --resume " + ShellPath.of(folder));
      return json;
    }
    PictureSet test = material.part(DataPart.TEST);
    JsonObject measured = ensemble.finish(material.part(DataPart.TRAIN), test, task.provenance());
    session.result(
        Table.of(Column.text(""), Column.text(""))
            .render(
                List.of(
                    List.of("cost", CostText.of(recorder.cost())),
                    List.of("run", folder.toString()))));
    session.say("use it by: ./fovea predict " + ShellPath.of(folder) + " PICTURE");
    wishes.report().write(session, folder, test, facts(material));
    return json.with("ensemble", measured);
  }

  /** Trains as a part of a larger run, which hears of it; whether it came to its end. */
  private boolean trainAsMember(List<TrainCallback> outer) {
    Material material = material();
    RunRecorder recorder = recorder(material);
    return recorder.watch(() -> isDone(outcome(material, recorder, outer)), isDone -> !isDone);
  }

  private boolean isDone(TrainingOutcome outcome) {
    return !isInterrupted(outcome.fit());
  }

  /** Trains, and looks at the parts that nothing was chosen by, once. */
  private TrainingOutcome outcome(
      Material material, RunRecorder recorder, List<TrainCallback> more) {
    TrainingResult fit = train(material, recorder, more);
    if (isInterrupted(fit)) {
      return new TrainingOutcome(fit, material.judge(), HeldScores.none(), Optional.empty());
    }
    HeldScores held = held(material);
    recorder.score(held);
    return new TrainingOutcome(fit, material.judge(), held, views(material));
  }

  /** Whether the user has stopped it: it will go on, unlike one that has stopped early. */
  private boolean isInterrupted(TrainingResult fit) {
    return fit.stopped() && session.stop().requested();
  }

  private HeldScores held(Material material) {
    Map<DataPart, Evaluation> scores = new EnumMap<>(DataPart.class);
    for (DataPart part : material.held()) {
      ModelEvaluator evaluator =
          ModelEvaluator.of(material.model(), material.part(part))
              .precision(task.recipe().precision());
      scores.put(part, EvaluatorBar.run(session, part.toString(), evaluator));
    }
    return new HeldScores(scores);
  }

  private Optional<ViewsAccuracy> views(Material material) {
    return task.recipe()
        .views()
        .map(
            seen ->
                ViewsAccuracy.of(
                    session,
                    new ViewsAccuracy.Test(
                        material.model(),
                        material.part(DataPart.TEST),
                        seen,
                        task.recipe().precision())));
  }

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
    Map<DataPart, PictureSet> parts = pictures.parts();
    pictures.notes().forEach(session::say);
    PictureSet train = pictures.training();
    Recipe recipe = task.recipe();
    Model model = newModel(train);
    recipe.layers().initialize(model, train, task.seed());
    Preprocessing preprocessing = model.preprocessing();
    Optional<TeacherSettings> teacher = recipe.goal().teacher();
    Optional<Distillation> distillation = teacher.map(taught -> taught.distillation(model));
    PictureSet learned =
        teacher
            .flatMap(TeacherSettings::unlabelled)
            .map(folder -> pictures.training(Path.of(folder), preprocessing))
            .orElse(train);
    DataLoader loader = recipe.pictures().loader(learned, preprocessing, recipe.batch());
    DataPart judge = task.pictures().choosing();
    return new Material(
        model,
        wishes.threads().apply(loader.seed(task.seed())),
        distillation,
        InferenceBatchSize.batches(Objects.requireNonNull(parts.get(judge)), preprocessing),
        judge,
        parts);
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
    Trainer trainer = recipe.applyTo(Trainer.of(material.model().network())).seed(task.seed());
    return material.distillation().map(trainer::distillation).orElse(trainer);
  }

  private void recordData(Material material, RunRecorder recorder) {
    recorder.recordData(
        () -> RunData.of(task.data(), material.parts()).split(task.pictures().rule()));
  }

  private TrainingResult train(Material material, RunRecorder recorder, List<TrainCallback> more) {
    recordData(material, recorder);
    Path folder = recorder.folder();
    Recipe recipe = task.recipe();
    try (var display = new TrainDisplay(session, recipe, material.judge().toString())) {
      List<TrainCallback> callbacks = new ArrayList<>(List.of(display));
      callbacks.addAll(recipe.goal().newCallbacks());
      callbacks.addAll(recorder.callbacks());
      callbacks.addAll(wishes.progress().callbacks(session, folder));
      callbacks.addAll(wishes.events().callbacks(session));
      callbacks.addAll(more);
      Trainer trainer =
          trainer(material)
              .folder(folder)
              .checkpoints(wishes.checkpoints())
              .provenance(task.provenance())
              .callbacks(callbacks.toArray(TrainCallback[]::new))
              .stop(session.stop());
      return place.holdsRun()
          ? trainer.resume(material.train(), material.judging())
          : trainer.fit(material.train(), material.judging());
    }
  }

  private void introduce(Material material, Path folder) {
    session.sayDevice();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("data", material.train().data().description()));
    rows.add(List.of("tested on", material.judging().data().description()));
    material.held().forEach(part -> rows.add(List.of("at the end", material.about(part))));
    rows.add(List.of("model", model(material)));
    task.recipe().lines().forEach(line -> rows.add(List.of(line.what(), line.text())));
    rows.add(List.of("seed", Long.toString(task.seed())));
    rows.add(List.of("run", (place.holdsRun() ? "going on with " : "") + folder));
    session.say(Table.of(Column.text(""), Column.text("")).render(rows));
  }

  private static DataFacts facts(Material material) {
    return DataFacts.of(material.parts());
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
}
