package fovea.app.predict;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.session.Session;
import fovea.app.train.EvaluatorBar;
import fovea.app.train.MetricText;
import fovea.data.photo.PhotoSet;
import fovea.explain.evaluation.LabelEvaluation;
import fovea.explain.evaluation.LabelScore;
import fovea.explain.evaluation.ModelEvaluation;
import fovea.explain.evaluation.NumberEvaluation;
import fovea.explain.evaluation.NumberScore;
import fovea.explain.evaluation.PageEvaluation;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import java.util.List;
import java.util.SequencedMap;

/**
 * How well a model gives the labels or numbers of photos.
 *
 * @param session to say it in
 * @param model that is judged
 */
record TargetsReport(Session session, Model model) {
  private static final Table LABELS =
      Table.of(
          Column.text("label"),
          Column.number("photos"),
          Column.number("recall"),
          Column.number("precision"),
          Column.number("F1"),
          Column.number("balanced accuracy"),
          Column.number("average precision"));

  private static final Table NUMBERS =
      Table.of(
          Column.text("number"),
          Column.number("mean absolute error"),
          Column.number("root mean squared error"),
          Column.number("bias"),
          Column.number("R²"));

  /** Evaluates, shows it to people, and gives it for programs. */
  JsonObject run(PhotoSet photos) {
    session.sayDevice();
    session.say("%s on %s".formatted(model.source(), photos.info().description()));
    PageEvaluation evaluation =
        EvaluatorBar.show(
            session,
            "evaluating",
            photos.size(),
            watcher -> PageEvaluation.of(model, photos, watcher));
    SequencedMap<String, Double> measures = evaluation.measures();
    List<List<String>> figures = MetricText.rows(measures);
    figures.add(List.of("photos", Quantity.count(photos.size())));
    session.result(Table.of(Column.text(""), Column.text("")).render(figures));
    session.result("");
    JsonObject all = MetricText.addTo(JsonObject.empty(), measures).with("n", photos.size());
    return switch (evaluation) {
      case LabelEvaluation labels -> {
        session.result(LABELS.render(labels.scores().stream().map(TargetsReport::row).toList()));
        yield all.with(
            "per_label", array(labels.scores().stream().map(TargetsReport::json).toList()));
      }
      case NumberEvaluation numbers -> {
        session.result(NUMBERS.render(numbers.scores().stream().map(TargetsReport::row).toList()));
        yield all.with(
            "per_number", array(numbers.scores().stream().map(TargetsReport::json).toList()));
      }
      case ModelEvaluation _ -> all; // of photos that have classes, which come not here
    };
  }

  private static JsonArray array(List<JsonObject> objects) {
    return new JsonArray(List.<JsonValue>copyOf(objects));
  }

  private static List<String> row(LabelScore score) {
    return List.of(
        score.name(),
        Quantity.count(score.photos()),
        Quantity.percent(score.recall()),
        Quantity.percent(score.precision()),
        Quantity.percent(score.f1()),
        Quantity.percent(score.balancedAccuracy()),
        Quantity.percent(score.averagePrecision()));
  }

  private static List<String> row(NumberScore score) {
    return List.of(
        score.name(),
        Quantity.rounded(score.meanAbsoluteError()),
        Quantity.rounded(score.rootMeanSquaredError()),
        Quantity.rounded(score.bias()),
        Quantity.rounded(score.r2()));
  }

  private static JsonObject json(LabelScore score) {
    return JsonObject.empty()
        .with("label", score.name())
        .with("n", score.photos())
        .with("precision", score.precision())
        .with("recall", score.recall())
        .with("f1", score.f1())
        .with("balanced_accuracy", score.balancedAccuracy())
        .with("average_precision", JsonNumber.orNull(score.averagePrecision()));
  }

  private static JsonObject json(NumberScore score) {
    return JsonObject.empty()
        .with("number", score.name())
        .with("mean_absolute_error", score.meanAbsoluteError())
        .with("root_mean_squared_error", score.rootMeanSquaredError())
        .with("bias", score.bias())
        .with("r2", score.r2());
  }
}
