package fovea.app.config;

import fovea.app.console.ShellPath;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of a run, such that they repeat it when they are typed: what the program has decided,
 * and what the user has typed beside.
 */
public final class Configuration {

  /** They say what becomes a part of others: the network, the optimizer, the schedule, the loss. */
  private static final Set<String> PARTS =
      Set.of(
          "dropout",
          "stochastic-depth",
          "lr",
          "momentum",
          "weight-decay",
          "l1",
          "max-norm",
          "lookahead",
          "warmup",
          "label-smoothing",
          "class-weights");

  /** They say where a run is kept and what is shown of it. */
  private static final Set<String> PASSING =
      Set.of(
          "config", "resume", "out", "json", "progress", "verbose", "help", "mapping", "find-rate");

  /** They may be a path, or a name that means something else. */
  private static final Set<String> PERHAPS_PATHS =
      Set.of("from", "arch", "labels", "val", "test", "group");

  private Configuration() {}

  /**
   * All of them.
   *
   * @param typed the command line
   * @param decided the options that the program has decided, defaults included
   */
  public static JsonObject of(ParseResult typed, JsonObject decided) {
    JsonObject all = decided;
    for (OptionSpec option : typed.matchedOptions()) {
      String key = option.longestName().substring(2);
      if (decided.find(key).isEmpty() && !PARTS.contains(key) && !PASSING.contains(key)) {
        all = all.with(key, value(option));
      }
    }
    return all;
  }

  private static JsonValue value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return new JsonBoolean(true);
    }
    List<String> texts =
        option.originalStringValues().stream().map(text -> located(option, text)).toList();
    return option.isMultiValue() ? JsonArray.ofStrings(texts) : new JsonString(texts.getLast());
  }

  /** The value of an option as it is typed, from the root on if it is or has a path. */
  public static String located(OptionSpec option, String text) {
    if (List.of(option.auxiliaryTypes()).contains(Path.class)) {
      return Path.of(text).toAbsolutePath().normalize().toString();
    }
    return PERHAPS_PATHS.contains(option.longestName().substring(2)) ? located(text) : text;
  }

  /**
   * The path of a file or folder from the root on, also of one that has the name of a column after
   * a colon; whatever is none stays as it is.
   */
  public static String located(String text) {
    for (int end : new int[] {text.length(), text.lastIndexOf(':')}) {
      try {
        if (end > 0 && Files.exists(Path.of(text.substring(0, end)))) {
          Path path = Path.of(text.substring(0, end)).toAbsolutePath().normalize();
          return path + text.substring(end);
        }
      } catch (InvalidPathException _) {
        // It is no path.
      }
    }
    return text;
  }

  /** The command that has these options. */
  public static String command(String verb, JsonObject configuration) {
    StringBuilder command = new StringBuilder("./fovea " + verb);
    configuration
        .members()
        .forEach(
            (key, value) -> {
              switch (value) {
                case JsonArray(List<JsonValue> values) ->
                    values.forEach(each -> append(command, key, each));
                default -> append(command, key, value);
              }
            });
    return command.toString();
  }

  private static void append(StringBuilder command, String key, JsonValue value) {
    if (value instanceof JsonBoolean(boolean isOn)) {
      command.append(isOn ? " --" + key : "");
      return;
    }
    String text = value instanceof JsonString(String string) ? string : Json.write(value);
    if (!key.equals(ConfigFile.PHOTOS)) {
      command.append(" --").append(key).append(text.startsWith("-") ? '=' : ' ');
    } else {
      command.append(' ');
    }
    command.append(ShellPath.word(text));
  }
}
