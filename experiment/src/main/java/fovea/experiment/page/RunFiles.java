package fovea.experiment.page;

import fovea.error.UserException;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What else the folder of a run says in files that need not be there: {@code run.json} and {@code
 * split.json}.
 *
 * @param run how the run was started and what it cost
 * @param split which photo was in which part
 */
record RunFiles(JsonObject run, JsonObject split) {
  private static final long MOST = 256L << 20;
  private static final List<String> SHOWN_ELSEWHERE =
      List.of("command", "cost", "skipped", "damaged", "leaks", "duplicates");

  /** What is there; a file that is missing says nothing. */
  static RunFiles of(RunFolder folder) {
    return new RunFiles(
        read(folder.path().resolve("run.json")), read(folder.path().resolve("split.json")));
  }

  private static JsonObject read(Path file) {
    if (!Files.isRegularFile(file)) {
      return JsonObject.empty();
    }
    try {
      if (Files.size(file) > MOST) {
        throw new FormatException(
            file.toString(), "expected the record of a run, found a larger file", "Check the file");
      }
      return Json.parse(Files.readString(file), file.toString()) instanceof JsonObject json
          ? json
          : JsonObject.empty();
    } catch (IOException e) {
      throw new FormatException(
          file.toString(), "cannot be read (" + e + ")", "Check the file and its permissions");
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  /** What was typed to start the run, if that is known. */
  Optional<String> command() {
    return run.find("command").flatMap(RunFiles::line);
  }

  private static Optional<String> line(JsonValue value) {
    return switch (value) {
      case JsonString text -> Optional.of(text.value());
      case JsonArray words ->
          Optional.of(words.values().stream().map(Settings::text).collect(Collectors.joining(" ")));
      default -> Optional.empty();
    };
  }

  /** How the run was started and on what, as far as that is known. */
  JsonObject origin() {
    SequencedMap<String, JsonValue> members = new LinkedHashMap<>(run.members());
    SHOWN_ELSEWHERE.forEach(members::remove);
    return new JsonObject(members);
  }

  /** What the run cost, as far as that is known. */
  JsonObject cost() {
    return run.find("cost").orElseGet(JsonObject::empty) instanceof JsonObject cost
        ? cost
        : JsonObject.empty();
  }
}
