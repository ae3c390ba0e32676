package fovea.train.run;

import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.train.metric.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run was asked for, on what it ran and what it has cost: the file {@code run.json}, by
 * which the run can be repeated. It is there as soon as the folder is.
 *
 * @param progress how far it has come
 * @param request what was asked for
 * @param data the pictures; empty until their fingerprints are known
 * @param preprocessing how they were prepared
 * @param augmentation how they were changed at random
 * @param environment versions of Fovea, of the JDK and of the kernels, the machine, threads,
 *     precision
 * @param scores of the last model on parts that nothing was chosen by, once the run has ended
 * @param cost up to now
 */
public record RunRecord(
    Stage progress,
    Request request,
    Optional<RunData> data,
    JsonValue preprocessing,
    JsonValue augmentation,
    JsonObject environment,
    Map<DataPart, Score> scores,
    RunCost cost) {

  private static final String STATE = "state";
  private static final String STARTED = "started";
  private static final String ENDED = "ended";
  private static final String FAILURE = "failure";
  private static final String VERB = "verb";
  private static final String CONFIGURATION = "configuration";
  private static final String COMMAND = "command";
  private static final String SEED = "seed";
  private static final String DATA = "data";
  private static final String SCORES = "scores";

  /** No record is longer; a longer file is another one. */
  private static final long MAX_BYTES = 16L << 20;

  /** Copies the map. */
  public RunRecord {
    Map<DataPart, Score> copy = new EnumMap<>(DataPart.class);
    copy.putAll(scores);
    scores = Collections.unmodifiableMap(copy);
  }

  /**
   * How far a run has come.
   *
   * @param state what became of it
   * @param started when it began
   * @param ended when it ended; empty while it is running
   * @param failure what went wrong, in a sentence; empty if nothing did
   */
  public record Stage(
      RunState state, Instant started, Optional<Instant> ended, Optional<String> failure) {

    /** Keeps whole seconds. */
    public Stage {
      started = started.truncatedTo(ChronoUnit.SECONDS);
      ended = ended.map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A run that goes on since then. */
    public static Stage running(Instant started) {
      return new Stage(RunState.RUNNING, started, Optional.empty(), Optional.empty());
    }

    /** Ended now, stopped or finished. */
    public Stage end(RunState state) {
      return new Stage(state, started, Optional.of(Instant.now()), Optional.empty());
    }

    /** Ended now by something that went wrong. */
    public Stage fail(String failure) {
      return new Stage(RunState.FAILED, started, Optional.of(Instant.now()), Optional.of(failure));
    }
  }

  /**
   * What was asked for.
   *
   * @param verb of the command line, such as {@code train}
   * @param configuration the value of each option by its long name without dashes, defaults
   *     included
   * @param command that repeats it
   * @param seed of everything random
   */
  public record Request(String verb, JsonObject configuration, String command, long seed) {}

  /**
   * The record of a run, if it has one.
   *
   * @throws FormatException if it cannot be read
   */
  public static Optional<RunRecord> find(RunFolder folder) {
    Path file = folder.record();
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static RunRecord read(Path file) {
    try {
      return fromJson(object(file));
    } catch (FormatException e) {
      throw e.within(file.toString());
    } catch (ArithmeticException | DateTimeException | DataException e) {
      throw new FormatException(
          file.toString(),
          "expected the record of a run, found a value that is none (" + e.getMessage() + ")",
          "Correct it");
    }
  }

  /**
   * The object in a file of JSON, such as a record.
   *
   * @throws FormatException if there is no such file, or something else in it
   */
  public static JsonObject object(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw unexpected(file, "a larger file");
      }
      JsonValue json = Json.parse(Files.readString(file), file.toString());
      if (json instanceof JsonObject object) {
        return object;
      }
      throw unexpected(file, json.kind());
    } catch (IOException e) {
      throw new FormatException(
          file.toString(), "cannot be read (" + e + ")", "Check the path and its permissions");
    }
  }

  private static FormatException unexpected(Path file, String found) {
    return new FormatException(
        file.toString(),
        "expected a JSON object of options, such as a run.json, found " + found,
        "Check the path");
  }

  /** At another stage. */
  public RunRecord progress(Stage progress) {
    return new RunRecord(
        progress, request, data, preprocessing, augmentation, environment, scores, cost);
  }

  /** With another request. */
  public RunRecord request(Request request) {
    return new RunRecord(
        progress, request, data, preprocessing, augmentation, environment, scores, cost);
  }

  /** With pictures that are known now. */
  public RunRecord data(RunData data) {
    return new RunRecord(
        progress,
        request,
        Optional.of(data),
        preprocessing,
        augmentation,
        environment,
        scores,
        cost);
  }

  /** With another environment. */
  public RunRecord environment(JsonObject environment) {
    return new RunRecord(
        progress, request, data, preprocessing, augmentation, environment, scores, cost);
  }

  /** With scores on parts that nothing was chosen by. */
  public RunRecord scores(Map<DataPart, Score> scores) {
    return new RunRecord(
        progress, request, data, preprocessing, augmentation, environment, scores, cost);
  }

  /** With another cost. */
  public RunRecord cost(RunCost cost) {
    return new RunRecord(
        progress, request, data, preprocessing, augmentation, environment, scores, cost);
  }

  /**
   * Writes it into the folder of the run, in place of an earlier one.
   *
   * @throws FormatException if that cannot be done; an earlier one is then untouched
   */
  public void write(RunFolder folder) {
    AtomicFile.write(folder.record(), Json.pretty(toJson()) + "\n");
  }

  /** As {@code run.json} has it. */
  public JsonObject toJson() {
    JsonObject json =
        JsonObject.empty()
            .with(STATE, progress.state().toString())
            .with(STARTED, progress.started().toString());
    json = with(json, ENDED, progress.ended().map(Instant::toString));
    json = with(json, FAILURE, progress.failure());
    json =
        json.with(VERB, request.verb())
            .with(CONFIGURATION, request.configuration())
            .with(COMMAND, request.command())
            .with(SEED, request.seed());
    json = data.isPresent() ? json.with(DATA, data.get().toJson()) : json;
    json =
        json.with("preprocessing", preprocessing)
            .with("augmentation", augmentation)
            .with("environment", environment);
    return (scores.isEmpty() ? json : json.with(SCORES, scoresJson())).with("cost", cost.toJson());
  }

  private JsonObject scoresJson() {
    JsonObject json = JsonObject.empty();
    for (var score : scores.entrySet()) {
      json = json.with(score.getKey().key(), score.getValue().toJson());
    }
    return json;
  }

  /** Earlier versions kept none. */
  private static Map<DataPart, Score> scores(JsonObject json) {
    Map<DataPart, Score> scores = new EnumMap<>(DataPart.class);
    JsonObject known = json.find(SCORES).isPresent() ? json.object(SCORES) : JsonObject.empty();
    for (DataPart part : DataPart.values()) {
      if (known.find(part.key()).isPresent()) {
        scores.put(part, Score.fromJson(known.object(part.key())));
      }
    }
    return scores;
  }

  private static JsonObject with(JsonObject json, String key, Optional<String> value) {
    return value.map(text -> json.with(key, new JsonString(text))).orElse(json);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   * @throws DateTimeException if a time is none
   * @throws DataException if shares are none
   */
  static RunRecord fromJson(JsonObject json) {
    return new RunRecord(
        new Stage(
            RunState.parse(json.string(STATE)),
            Instant.parse(json.string(STARTED)),
            json.find(ENDED).map(_ -> Instant.parse(json.string(ENDED))),
            json.find(FAILURE).map(_ -> json.string(FAILURE))),
        new Request(
            json.string(VERB),
            json.object(CONFIGURATION),
            json.string(COMMAND),
            json.integer(SEED)),
        json.find(DATA).map(_ -> RunData.fromJson(json.object(DATA))),
        json.member("preprocessing"),
        json.member("augmentation"),
        json.object("environment"),
        scores(json),
        RunCost.fromJson(json.object("cost")));
  }
}
