package fovea.app.predict;

import fovea.app.console.Column;
import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.PrecisionOption;
import fovea.app.network.WeightOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.app.train.TrainingTask;
import fovea.data.PictureSet;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.hub.PredictionKind;
import fovea.train.metric.ConfusionMatrix;
import fovea.train.metric.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
          Column.number("accuracy"),
          Column.text("most often taken for"));

  @Parameters(paramLabel = "MODEL", description = WeightOptions.MODEL)
  private String model = "";

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR",
      converter = TestPictures.Reader.class,
      description =
          "The data set: digits, mnist, fashion-mnist or cifar-10, or a folder of photos with a"
              + " sub-folder for each class (default: what the model was trained on).")
  private Optional<TestPictures> data = Optional.empty();

  @Mixin private WeightOptions weights;

  @Mixin private PrecisionOption precision;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    Model loaded = weights.load(session, model);
    PredictionKind kind = loaded.kind();
    PictureSet pictures =
        data.orElseGet(() -> origin(loaded)).load(session, loaded.preprocessing());
    ModelEvaluator evaluator = evaluator(loaded, pictures);
    session.sayDevice();
    session.say("%s on %s".formatted(loaded.source(), pictures.info().description()));
    if (kind == PredictionKind.MULTI_LABEL) {
      session.say("each picture has one class: of the labels that it gets, the likeliest counts");
    }
    Evaluation evaluation = evaluate(session, evaluator, pictures.size());
    report(session, evaluation, pictures.classes());
    return JsonObject.empty()
        .with("accuracy", evaluation.accuracy())
        .with("loss", evaluation.loss())
        .with("n", evaluation.n());
  }

  private static TestPictures origin(Model loaded) {
    if (!TrainingTask.isKnownOf(loaded.card())) {
      throw new UsageException(
          "--data", loaded.source() + " does not say what it was trained on", "name a data set");
    }
    return new TestPictures.Known(TrainingTask.of(loaded.card(), loaded.source()).data());
  }

  private ModelEvaluator evaluator(Model loaded, PictureSet pictures) {
    try {
      return ModelEvaluator.of(loaded, pictures).precision(precision.precision());
    } catch (FoveaException e) {
      throw new UsageException("--data", e);
    }
  }

  private Evaluation evaluate(Session session, ModelEvaluator evaluator, long n) {
    PrecisionOption.say(session, precision.precision(), evaluator.plan().summary());
    var work = new ProgressBar.Work("evaluating", n, new ProgressBar.Items(n, "images"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return evaluator.run(
          (done, _) -> {
            bar.at(done, "");
            return true;
          });
    }
  }

  private static void report(Session session, Evaluation evaluation, List<String> classes) {
    session.result(
        Table.of(Column.text(""), Column.text(""))
            .render(
                List.of(
                    List.of("accuracy", Quantity.percent(evaluation.accuracy())),
                    List.of("loss", Quantity.loss(evaluation.loss())),
                    List.of("pictures", Quantity.count(evaluation.n())))));
    List<List<String>> rows = new ArrayList<>();
    for (int truth = 0; truth < classes.size(); truth++) {
      rows.add(row(evaluation.confusion(), truth, classes));
    }
    session.result("");
    session.result(CLASSES.render(rows));
  }

  private static List<String> row(ConfusionMatrix confusion, int truth, List<String> classes) {
    OptionalInt other = confusion.mostOftenTakenFor(truth);
    String mistaken =
        other.isEmpty()
            ? ""
            : "%s (%,d)"
                .formatted(classes.get(other.getAsInt()), confusion.count(truth, other.getAsInt()));
    return List.of(
        classes.get(truth),
        Quantity.count(confusion.examples(truth)),
        Quantity.percent(confusion.recall(truth)),
        mistaken);
  }
}
