package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.error.UserException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Guess;
import fovea.hub.Guesses;
import fovea.hub.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what pictures show. */
@Command(
    name = "predict",
    description = "Says what pictures show, by a trained model: the five likeliest classes.")
final class Predict implements Verb {

  private static final int SHOWN = 5;
  private static final int BAR = 30;

  @Parameters(index = "0", paramLabel = "MODEL", description = WeightOptions.MODEL)
  private String model = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "PNG, JPEG, GIF or BMP files of any size.")
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
    Model loaded = weights.load(session, model).precision(precision.precision());
    session.sayDevice();
    var plan = loaded.predictor().plan(loaded.inputType(1));
    PrecisionOption.say(session, precision.precision(), plan.summary());
    List<JsonValue> answers = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        Guesses answer = loaded.classify(picture, SHOWN);
        if (!answer.steps().isEmpty()) {
          session.say(picture + ": " + String.join("; ", answer.steps()));
        }
        session.result(text(session, picture, answer));
        answers.add(json(picture, answer));
      } catch (UserException e) {
        session.complain(e);
      }
    }
    return new JsonArray(answers);
  }

  private static String text(Session session, Path picture, Guesses answer) {
    String dash = session.terminal().unicode() ? "━" : "#";
    List<List<String>> rows = new ArrayList<>();
    for (Guess guess : answer.guesses()) {
      int length = (int) Math.round(BAR * guess.probability());
      rows.add(
          List.of("  " + guess.name(), dash.repeat(length), Quantity.percent(guess.probability())));
    }
    var table = Table.of(Column.text(""), Column.text("").atLeast(BAR), Column.number(""));
    return picture + "\n" + table.render(rows);
  }

  private static JsonObject json(Path picture, Guesses answer) {
    List<JsonValue> top = new ArrayList<>();
    for (Guess guess : answer.guesses()) {
      top.add(
          JsonObject.empty().with("class", guess.name()).with("probability", guess.probability()));
    }
    return JsonObject.empty().with("file", picture.toString()).with("top", new JsonArray(top));
  }
}
