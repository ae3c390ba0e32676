package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.data.DataException;
import fovea.data.Preprocessing;
import fovea.data.picture.Fitted;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.train.Predictor;
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

  @Parameters(index = "0", paramLabel = "MODEL", description = ModelLoader.MODEL)
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

  /** What a picture shows, likeliest first. */
  private record Answer(Path picture, List<Guess> guesses) {}

  /** A class by its name. */
  private record Guess(String name, double probability) {}

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    LoadedModel loaded = new ModelLoader(session, weights).load(model);
    session.sayDevice();
    var predictor =
        Predictor.of(loaded.network(), loaded.card().preprocessing())
            .precision(precision.precision());
    var one = Inputs.type(loaded.card().preprocessing(), 1);
    PrecisionOption.say(session, precision.precision(), predictor.plan(one).summary());
    List<JsonValue> answers = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        HostBuffer input = input(session, picture, loaded.card().preprocessing());
        Answer answer = answer(picture, guesses(predictor, picture, input), loaded);
        session.result(text(session, answer));
        answers.add(json(answer));
      } catch (DataException | FoveaException e) {
        session.complain(e);
      }
    }
    return new JsonArray(answers);
  }

  private static HostBuffer input(Session session, Path picture, Preprocessing preprocessing) {
    Fitted fitted = fit(picture, preprocessing);
    if (!fitted.steps().isEmpty()) {
      session.say(picture + ": " + String.join("; ", fitted.steps()));
    }
    var input = HostBuffer.allocate(Inputs.type(preprocessing, 1));
    preprocessing.normalizer().apply(fitted.picture().pixels(), input.data(), 0);
    return input;
  }

  private static Fitted fit(Path picture, Preprocessing preprocessing) {
    var read = PictureFile.read(picture);
    try {
      return Fitting.fit(read, preprocessing);
    } catch (DataException e) {
      // It knows the picture, but not its name.
      throw FoveaException.at(picture.toString(), String.valueOf(e.getMessage()), "", e);
    }
  }

  private static List<Predictor.Guess> guesses(
      Predictor predictor, Path picture, HostBuffer input) {
    try {
      return predictor.top(SHOWN, input).getFirst();
    } catch (FoveaException e) {
      throw FoveaException.at(picture.toString(), String.valueOf(e.getMessage()), "", e);
    }
  }

  private static Answer answer(Path picture, List<Predictor.Guess> guesses, LoadedModel loaded) {
    List<String> classes = loaded.card().classes();
    return new Answer(
        picture,
        guesses.stream()
            .map(guess -> new Guess(classes.get(guess.index()), guess.probability()))
            .toList());
  }

  private static String text(Session session, Answer answer) {
    String dash = session.terminal().unicode() ? "━" : "#";
    List<List<String>> rows = new ArrayList<>();
    for (Guess guess : answer.guesses()) {
      int length = (int) Math.round(BAR * guess.probability());
      rows.add(
          List.of("  " + guess.name(), dash.repeat(length), Quantity.percent(guess.probability())));
    }
    var table = Table.of(Column.text(""), Column.text("").atLeast(BAR), Column.number(""));
    return answer.picture() + "\n" + table.render(rows);
  }

  private static JsonObject json(Answer answer) {
    List<JsonValue> top = new ArrayList<>();
    for (Guess guess : answer.guesses()) {
      top.add(
          JsonObject.empty().with("class", guess.name()).with("probability", guess.probability()));
    }
    return JsonObject.empty()
        .with("file", answer.picture().toString())
        .with("top", new JsonArray(top));
  }
}
