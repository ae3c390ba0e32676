package fovea.app.predict;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.PrecisionOption;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.app.train.EvaluatorBar;
import fovea.data.PictureSet;
import fovea.data.photo.Photo;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SplitRecord;
import fovea.data.split.DataPart;
import fovea.error.UserException;
import fovea.experiment.RunPictures;
import fovea.explain.evaluation.ModelEvaluation;
import fovea.explain.evaluation.Temperature;
import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.hub.PredictionKind;
import fovea.train.metric.ConfusionMatrix;
import fovea.train.metric.Evaluation;
import fovea.train.tta.TestTimeAugment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a trained model on the test pictures of a data set. */
@Command(
    name = "evaluate",
    description = "Evaluates a trained model on the test pictures of a data set.")
public final class Evaluate implements Verb {

  private static final Table CLASSES =
      Table.of(
          Column.text("class"),
          Column.number("pictures"),
          Column.number("recall"),
          Column.number("precision"),
          Column.number("F1"),
          Column.text("most often taken for"));

  @Parameters(paramLabel = "MODEL", description = WeightOptions.MODEL)
  private String model = "";

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR|FILE|PART",
      converter = TestPictures.Reader.class,
      description =
          "The data set: digits, mnist, fashion-mnist or cifar-10, or a folder of photos with a"
              + " sub-folder for each class, or test/ or val/ that has; or a table (.csv, .tsv) of"
              + " photos as finetune takes it; or a part of what the model"
              + " was made from, where it lies in the folder of its run: test, validation,"
              + " train-dev or training (default: the test pictures of what the model was trained"
              + " on; for a fine-tuning, its test photos or those that were held back).")
  private Optional<TestPictures> data = Optional.empty();

  @Option(
      names = "--tta",
      paramLabel = "NAME[:KEY=VALUE,...]",
      converter = TtaReader.class,
      description =
          "Test-time augmentation, the average over several views of each picture: tencrop (corners"
              + " and center of a larger one, and their mirror images), flip, multiscale"
              + " (scales=0.875+1+1.125), shift (pixels=1; with mirror images).")
  private Optional<TestTimeAugment> augment = Optional.empty();

  @Mixin private TemperatureOption temperature;

  @Mixin private WeightOptions weights;

  @Mixin private PrecisionOption precision;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    if (temperature.isWanted() && augment.isPresent()) {
      throw new UsageException(
          "--temperature", "is fitted to single pictures, found --tta", "leave one of them out");
    }
    session.startEngine();
    Model found = weights.load(session, model);
    found.requireTrained();
    PredictionKind kind = found.kind();
    Optional<RunPictures> run = RunPictures.find(Path.of(model), found);
    Optional<SplitRecord> split = run.flatMap(Evaluate::photos);
    TestPictures tested = tested(run, found);
    PictureSet first = tested.load(session, found);
    if (first instanceof PhotoSet photos && photos.hasTargets()) {
      requireNoViews(kind);
      return weights.addTo(
          new TargetsReport(session, found.precision(precision.precision())).run(photos));
    }
    if (kind == PredictionKind.REGRESSION) {
      throw new UsageException(
          "--data",
          "expected photos with their numbers, found " + first.info().description(),
          "name a table (.csv) of photos that has the columns "
              + String.join(", ", found.classes()));
    }
    Model loaded = found.decideByClasses(first, options.seed());
    SettingsText.say(session, loaded.settings());
    PictureSet pictures =
        loaded.preprocessing().geometry().equals(found.preprocessing().geometry())
            ? first
            : tested.load(session, loaded);
    sayAbsent(session, pictures);
    List<Photo> learned = split.map(record -> learned(record, pictures)).orElse(List.of());
    Optional<PictureViews> views = augment.map(chosen -> new PictureViews(chosen, loaded));
    ModelEvaluator evaluator =
        views
            .map(each -> each.evaluator(each.load(session, tested, pictures)))
            .orElseGet(() -> evaluator(loaded, pictures))
            .precision(precision.precision());
    session.sayDevice();
    session.say("%s on %s".formatted(loaded.source(), pictures.info().description()));
    views.ifPresent(each -> session.say(each.describe(evaluator)));
    if (kind == PredictionKind.MULTI_LABEL) {
      session.say("each picture has one class: of the labels that it gets, the likeliest counts");
    }
    Evaluation evaluation = evaluate(session, evaluator);
    report(session, evaluation, pictures.classes(), kind);
    sayLearned(session, learned, pictures.size());
    JsonObject json =
        JsonObject.empty()
            .with("accuracy", JsonNumber.orNull(evaluation.accuracy()))
            .with("loss", JsonNumber.orNull(evaluation.loss()))
            .with("n", evaluation.n())
            .with("balanced_accuracy", evaluation.confusion().balancedAccuracy())
            .with("macro_f1", evaluation.confusion().macroF1())
            .with("calibration_error", calibration(evaluation, kind))
            .with("per_class", perClass(evaluation.confusion(), pictures.classes()))
            .with("settings", loaded.settings().toJson());
    if (temperature.isWanted()) {
      json = json.with("temperature", fitted(session, tested, loaded, pictures));
    }
    JsonObject seen = views.isPresent() ? views.get().addTo(json) : json;
    return weights.addTo(split.isPresent() ? seen.with("learned", learned.size()) : seen);
  }

  /** What is about probabilities of classes that exclude each other. */
  private void requireNoViews(PredictionKind kind) {
    if (temperature.isWanted() || augment.isPresent()) {
      throw new UsageException(
          temperature.isWanted() ? "--temperature" : "--tta",
          "is for models that tell classes apart, found one for " + kind,
          "leave it out");
    }
  }

  /** What the user has named; a part is one of what the model was made from. */
  private TestPictures tested(Optional<RunPictures> run, Model found) {
    if (data.isPresent() && !(data.get() instanceof TestPictures.Part)) {
      return data.get();
    }
    RunPictures pictures = run.orElseThrow(() -> unknown(found));
    return data.isPresent() && data.get() instanceof TestPictures.Part(DataPart part)
        ? new TestPictures.OfRun(pictures, part)
        : new TestPictures.OfRun(pictures);
  }

  private static Optional<SplitRecord> photos(RunPictures pictures) {
    return switch (pictures) {
      case RunPictures.Recorded(SplitRecord split) -> Optional.of(split);
      case RunPictures.Named _ -> Optional.empty();
    };
  }

  private static List<Photo> learned(SplitRecord split, PictureSet pictures) {
    return switch (pictures) {
      case PhotoSet photos -> split.learnedFrom(photos);
      default -> List.of();
    };
  }

  /** Classes of the model that there is nothing of: the accuracy says nothing of them. */
  private static void sayAbsent(Session session, PictureSet pictures) {
    var there = new BitSet();
    IntStream.range(0, pictures.size()).forEach(i -> there.set(pictures.label(i)));
    List<String> absent =
        IntStream.range(0, pictures.classes().size())
            .filter(label -> !there.get(label))
            .mapToObj(pictures.classes()::get)
            .toList();
    if (!absent.isEmpty()) {
      session.say(
          "no pictures of %s of the %s classes, such as %s"
              .formatted(
                  Quantity.count(absent.size()),
                  Quantity.count(pictures.classes().size()),
                  absent.getFirst()));
    }
  }

  private static void sayLearned(Session session, List<Photo> learned, int total) {
    if (!learned.isEmpty()) {
      session.say(
          ("the model has learned from %s of these %s photos, such as %s: on new"
                  + " photos it does worse; without --data, photos that were held back are taken")
              .formatted(
                  Quantity.count(learned.size()),
                  Quantity.count(total),
                  learned.getFirst().file()));
    }
  }

  private static UsageException unknown(Model loaded) {
    return loaded.card().provenance().find("finetune").isPresent()
        ? new UsageException(
            "--data",
            "which photos were held back from the fine-tuning of %s stands in the folder of its run, which it is not in"
                .formatted(loaded.source()),
            "name that folder in place of the file, or photos")
        : new UsageException(
            "--data", loaded.source() + " does not say what it was trained on", "name a data set");
  }

  private static ModelEvaluator evaluator(Model loaded, PictureSet pictures) {
    try {
      return ModelEvaluator.of(loaded, pictures);
    } catch (FoveaException e) {
      throw new UsageException("--data", e);
    }
  }

  private Evaluation evaluate(Session session, ModelEvaluator evaluator) {
    PrecisionOption.say(session, precision.precision(), evaluator.plan().summary());
    return EvaluatorBar.run(session, "evaluating", evaluator);
  }

  /** Fits a temperature to what the model says of each picture alone, in its usual precision. */
  private JsonValue fitted(Session session, TestPictures tested, Model model, PictureSet pictures) {
    ModelEvaluation judged =
        EvaluatorBar.show(
            session,
            "evaluating",
            pictures.size(),
            watcher -> ModelEvaluation.of(model, pictures, watcher));
    try {
      Temperature fitted = temperature.fitted(session, tested, judged);
      session.result("");
      session.result(
          String.format(
              Locale.ROOT,
              "temperature %.3f: calibration error %.2f %% before, %.2f %% after; %s",
              fitted.value(),
              100 * fitted.before().expectedError(),
              100 * fitted.after().expectedError(),
              fitted.basis()));
      return TemperatureJson.of(fitted);
    } catch (UserException e) {
      session.say(e.getMessage());
      return new JsonNull();
    }
  }

  /** How far confidence and accuracy are apart; labels of which several may hold have none. */
  private static JsonValue calibration(Evaluation evaluation, PredictionKind kind) {
    return kind == PredictionKind.MULTI_LABEL
        ? new JsonNull()
        : JsonNumber.orNull(evaluation.metric("calibration_error"));
  }

  private static JsonArray perClass(ConfusionMatrix confusion, List<String> classes) {
    return new JsonArray(
        IntStream.range(0, classes.size())
            .<JsonValue>mapToObj(
                label ->
                    JsonObject.empty()
                        .with("class", classes.get(label))
                        .with("n", confusion.examples(label))
                        .with("precision", confusion.precision(label))
                        .with("recall", confusion.recall(label))
                        .with("f1", confusion.f1(label)))
            .toList());
  }

  private static void report(
      Session session, Evaluation evaluation, List<String> classes, PredictionKind kind) {
    List<List<String>> figures = new ArrayList<>();
    figures.add(List.of("accuracy", Quantity.percent(evaluation.accuracy())));
    figures.add(
        List.of("balanced accuracy", Quantity.percent(evaluation.confusion().balancedAccuracy())));
    figures.add(List.of("loss", Quantity.loss(evaluation.loss())));
    if (kind != PredictionKind.MULTI_LABEL) {
      figures.add(
          List.of("calibration error", Quantity.percent(evaluation.metric("calibration_error"))));
    }
    figures.add(List.of("pictures", Quantity.count(evaluation.n())));
    session.result(Table.of(Column.text(""), Column.text("")).render(figures));
    List<List<String>> rows = new ArrayList<>();
    for (int truth = 0; truth < classes.size(); truth++) {
      if (evaluation.confusion().examples(truth) > 0) {
        rows.add(row(evaluation.confusion(), truth, classes));
      }
    }
    session.result("");
    session.result(CLASSES.render(rows));
  }

  private static List<String> row(ConfusionMatrix confusion, int truth, List<String> classes) {
    OptionalInt other = confusion.mostOftenTakenFor(truth);
    String mistaken =
        other.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "%s (%,d)",
                classes.get(other.getAsInt()),
                confusion.count(truth, other.getAsInt()));
    return List.of(
        classes.get(truth),
        Quantity.count(confusion.examples(truth)),
        Quantity.percent(confusion.recall(truth)),
        Quantity.percent(confusion.precision(truth)),
        Quantity.percent(confusion.f1(truth)),
        mistaken);
  }
}
