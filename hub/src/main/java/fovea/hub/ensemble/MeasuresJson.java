package fovea.hub.ensemble;

import fovea.format.JsonArray;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.ensemble.EnsembleMeasures.MemberScore;
import fovea.hub.ensemble.EnsembleMeasures.SizeScore;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Measures of an ensemble as JSON, and back. */
final class MeasuresJson {
  private MeasuresJson() {}

  static JsonObject write(EnsembleMeasures measures) {
    NextMember next = measures.next();
    return JsonObject.empty()
        .with("rule", measures.rule().toString())
        .with("pictures", measures.pictures())
        .with("members", array(measures.members(), MeasuresJson::member))
        .with("accuracy", measures.accuracy())
        .with("sizes", array(measures.sizes(), MeasuresJson::size))
        .with(
            "error_correlation",
            array(measures.correlation().pairs(), row -> array(row, JsonNumber::orNull)))
        .with(
            "next_member",
            JsonObject.empty()
                .with("last_gain", next.last())
                .with("last_gain_error", next.lastError())
                .with("expected_gain", next.gain())
                .with("expected_gain_error", next.gainError()));
  }

  private static JsonValue member(MemberScore member) {
    return JsonObject.empty()
        .with("accuracy", member.accuracy())
        .with("ensemble_without_it", member.without());
  }

  private static JsonValue size(SizeScore size) {
    return JsonObject.empty()
        .with("members", size.size())
        .with("choices", size.choices())
        .with("mean_accuracy", size.mean())
        .with("lowest_accuracy", size.lowest())
        .with("highest_accuracy", size.highest());
  }

  private static <T> JsonArray array(Collection<T> values, Function<T, JsonValue> written) {
    return new JsonArray(values.stream().map(written).toList());
  }

  static EnsembleMeasures read(JsonObject json) {
    JsonObject next = json.object("next_member");
    return new EnsembleMeasures(
        EnsembleRule.named(json.string("rule")),
        json.integer("pictures"),
        json.array("members").objects().stream()
            .map(each -> new MemberScore(each.real("accuracy"), each.real("ensemble_without_it")))
            .toList(),
        json.real("accuracy"),
        json.array("sizes").objects().stream().map(MeasuresJson::size).toList(),
        new ErrorCorrelation(
            json.array("error_correlation").values().stream().map(MeasuresJson::row).toList()),
        new NextMember(
            next.real("last_gain"),
            next.real("last_gain_error"),
            next.real("expected_gain"),
            next.real("expected_gain_error")));
  }

  private static SizeScore size(JsonObject json) {
    return new SizeScore(
        Math.toIntExact(json.integer("members")),
        Math.toIntExact(json.integer("choices")),
        json.real("mean_accuracy"),
        json.real("lowest_accuracy"),
        json.real("highest_accuracy"));
  }

  private static List<Double> row(JsonValue row) {
    return row instanceof JsonArray(List<JsonValue> values)
        ? values.stream()
            .map(value -> value instanceof JsonNumber number ? number.toDouble() : Double.NaN)
            .toList()
        : List.of();
  }

  /** A number that may be absent as JSON has no word for NaN. */
  static double orNan(JsonObject json, String key) {
    return json.member(key) instanceof JsonNull ? Double.NaN : json.real(key);
  }
}
