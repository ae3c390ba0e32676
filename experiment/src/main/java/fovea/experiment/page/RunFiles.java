package fovea.experiment.page;

import fovea.data.split.DataPart;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How a run was started and what it cost, as its {@code run.json} says; runs of programs and older
 * ones have none.
 *
 * @param json what the file holds; nothing if there is none
 */
record RunFiles(JsonObject json) {
  private static final List<String> SHOWN_ELSEWHERE = List.of("command", "cost");

  /** What is there. */
  static RunFiles of(RunFolder folder) {
    return new RunFiles(
        Files.exists(folder.record()) ? RunRecord.object(folder.record()) : JsonObject.empty());
  }

  /** What repeats the run, if that is known. */
  Optional<String> command() {
    return json.find("command")
        .flatMap(
            value ->
                value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
  }

  /**
   * The name of the part that epochs were judged by: training photos that a fine-tuning has held
   * out, else validation pictures if there are any.
   */
  String judge() {
    return json.string("verb", "").equals("finetune") ? "held-out" : part().toString();
  }

  private DataPart part() {
    return json.find("data")
            .filter(JsonObject.class::isInstance)
            .flatMap(data -> ((JsonObject) data).find(DataPart.VALIDATION.key()))
            .isPresent()
        ? DataPart.VALIDATION
        : DataPart.TEST;
  }

  /** The value of an option that it was started with, as text. */
  Optional<String> option(String name) {
    return json.find("configuration").orElseGet(JsonObject::empty) instanceof JsonObject options
            && options.find(name).orElse(options) instanceof JsonString text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** How the run was started and on what, as far as that is known. */
  JsonObject origin() {
    SequencedMap<String, JsonValue> members = new LinkedHashMap<>(json.members());
    SHOWN_ELSEWHERE.forEach(members::remove);
    return new JsonObject(members);
  }

  /** What the run cost, as far as that is known. */
  JsonObject cost() {
    return json.find("cost").orElseGet(JsonObject::empty) instanceof JsonObject cost
        ? cost
        : JsonObject.empty();
  }
}
