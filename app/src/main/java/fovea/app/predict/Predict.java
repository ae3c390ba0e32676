package fovea.app.predict;

import fovea.app.console.Column;
import fovea.app.console.ControlText;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.PrecisionOption;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.error.UserException;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Measurements;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.Prediction;
import fovea.hub.PredictionKind;
import fovea.hub.Predictions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what pictures show. */
@Command(
    name = "predict",
    description =
        "Classifies pictures with a trained model: the five most likely classes, the labels that"
            + " are there, or the numbers that it was made for.")
public final class Predict implements Verb {

  private static final int SHOWN = 5;
  private static final int BAR = 30;

  /** A label that is as likely is there. */
  private static final double LIKELY = 0.5;

  @Parameters(index = "0", paramLabel = "MODEL", description = WeightOptions.MODEL)
  private String model = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "PNG, JPEG, GIF, BMP, WebP, TIFF or ICO files of any size.")
  private List<Path> pictures = List.of();

  @Mixin private WeightOptions weights;

  @Mixin private PrecisionOption precision;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    session.startEngine();
    Model found = weights.load(session, model);
    PredictionKind kind = found.kind();
    Model loaded =
        found
            .decideBy(pictures.stream().map(PictureInput::of).toList())
            .precision(precision.precision());
    SettingsText.say(session, loaded.settings());
    session.sayDevice();
    var plan = loaded.predictor().plan(loaded.inputType(1));
    PrecisionOption.say(session, precision.precision(), plan.summary());
    if (kind == PredictionKind.MULTI_LABEL) {
      session.say("labels, each with a probability of its own; those from 50 % on are marked");
    }
    List<JsonValue> answers = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        answers.add(
            kind == PredictionKind.REGRESSION
                ? measured(session, loaded, picture)
                : classified(session, loaded, picture));
      } catch (UserException e) {
        session.report(e);
      }
    }
    return new JsonArray(answers);
  }

  /** The classes or labels that the network gives of a picture. */
  private static JsonValue classified(Session session, Model model, Path picture) {
    Predictions answer = model.classify(picture, shown(model, model.kind()));
    say(session, picture, answer.steps(), answer.warnings());
    session.result(text(session, picture, answer));
    return json(picture, answer, model);
  }

  /** What was done to a picture before, and what is wrong with its file. */
  private static void say(
      Session session, Path picture, List<String> steps, List<String> warnings) {
    if (!steps.isEmpty()) {
      session.say(ControlText.line(picture.toString()) + ": " + String.join("; ", steps));
    }
    warnings.forEach(warning -> session.say(picture + ": " + warning));
  }

  /** The numbers that the network gives of a picture. */
  private static JsonValue measured(Session session, Model model, Path picture) {
    Measurements answer = model.measure(PictureInput.of(picture));
    say(session, picture, answer.steps(), answer.warnings());
    List<List<String>> rows = new ArrayList<>();
    JsonObject values = JsonObject.empty();
    for (var each : answer.values().entrySet()) {
      rows.add(List.of("  " + each.getKey(), Quantity.measured(each.getValue())));
      values = values.with(each.getKey(), JsonNumber.orNull(each.getValue()));
    }
    session.result(
        ControlText.line(picture.toString())
            + "\n"
            + Table.of(Column.text(""), Column.number("")).render(rows));
    return JsonObject.empty()
        .with("file", picture.toString())
        .with("task", PredictionKind.REGRESSION.toString())
        .with("values", values)
        .with("warnings", JsonArray.ofStrings(answer.warnings()))
        .with("settings", model.settings().toJson());
  }

  /** All labels, of which any number may be there, or the likeliest classes. */
  private static int shown(Model model, PredictionKind kind) {
    return switch (kind) {
      case CLASSES, BINARY, REGRESSION -> SHOWN;
      case MULTI_LABEL -> Math.max(1, model.classes().size());
    };
  }

  private static String text(Session session, Path picture, Predictions answer) {
    String dash = session.terminal().unicode() ? "━" : "#";
    List<List<String>> rows = new ArrayList<>();
    String mark = session.terminal().unicode() ? "✓ " : "+ ";
    for (Prediction prediction : answer.predictions()) {
      int length = (int) Math.round(BAR * prediction.probability());
      boolean there =
          answer.kind() == PredictionKind.MULTI_LABEL && prediction.probability() >= LIKELY;
      if (!there && rows.size() >= SHOWN) {
        break;
      }
      rows.add(
          List.of(
              (there ? mark : "  ") + prediction.name(),
              dash.repeat(length),
              Quantity.percent(prediction.probability())));
    }
    var table = Table.of(Column.text(""), Column.text("").atLeast(BAR), Column.number(""));
    return ControlText.line(picture.toString()) + "\n" + table.render(rows);
  }

  private static JsonObject json(Path picture, Predictions answer, Model model) {
    List<JsonValue> top = new ArrayList<>();
    for (Prediction prediction : answer.predictions()) {
      top.add(
          JsonObject.empty()
              .with("class", prediction.name())
              .with("probability", prediction.probability()));
    }
    return JsonObject.empty()
        .with("file", picture.toString())
        .with("task", answer.kind().toString())
        .with("top", new JsonArray(top))
        .with("warnings", JsonArray.ofStrings(answer.warnings()))
        .with("settings", model.settings().toJson());
  }
}
