package fovea.app.config;

import fovea.app.session.UsageException;
import fovea.error.Nearest;
import fovea.error.UserException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A file of options that a command line names by {@code --config}, or the record of a run that it
 * names by {@code --resume}. They take effect as if they were typed, so they are read and checked
 * by the same readers; picocli's own defaults do not reach the groups of options.
 *
 * @param path of the file
 * @param words that its options are typed by
 */
public record ConfigFile(Path path, List<String> words) {

  static final String OPTION = "--config";

  private static final String RESUME = "--resume";

  /** The key of the folder of photos, the one argument that is no option. */
  static final String PHOTOS = "photos";

  private static final String VERB = "verb";
  private static final String CONFIGURATION = "configuration";
  private static final Set<String> NEVER = Set.of("config", "resume", "help");
  private static final Pattern BLAMED = Pattern.compile("^(fovea[^:]*: )--([a-z0-9-]+): ");

  /** Copies the list. */
  public ConfigFile {
    words = List.copyOf(words);
  }

  /**
   * The file that {@code words} name; without options where they name none.
   *
   * @throws UsageException if there is no such file, or something in it is no option of the verb
   */
  public static ConfigFile namedIn(CommandLine command, String... words) {
    Optional<CommandSpec> verb =
        words.length == 0
            ? Optional.empty()
            : Optional.ofNullable(command.getSubcommands().get(words[0]))
                .map(CommandLine::getCommandSpec)
                .filter(spec -> spec.optionsMap().containsKey(OPTION));
    return verb.flatMap(spec -> read(spec, TypedWords.of(spec, words)))
        .orElseGet(() -> new ConfigFile(Path.of(""), List.of()));
  }

  private static Optional<ConfigFile> read(CommandSpec verb, TypedWords typed) {
    if (!typed.options().contains(RESUME)) {
      return typed.value(OPTION).map(text -> read(verb, typed, Source.of(text)));
    }
    if (typed.options().contains(OPTION)) {
      throw new UsageException(
          OPTION,
          "expected a new run, found --resume, which goes on with what the run began with",
          "leave one of them out");
    }
    RunOptions.requireTheSame(verb, typed);
    return typed.value(RESUME).flatMap(Source::ofRun).map(source -> read(verb, typed, source));
  }

  /**
   * A file that is read.
   *
   * @param option that names it
   * @param path of the file
   * @param json in it
   */
  private record Source(String option, Path path, JsonObject json) {

    static Source of(String text) {
      Path path = ConfigFile.path(OPTION, text);
      try {
        return new Source(OPTION, path, RunRecord.object(path));
      } catch (UserException e) {
        throw new UsageException(OPTION, e);
      }
    }

    /** The record of a run, if it is whole; whether the run can do without is for its verb. */
    static Optional<Source> ofRun(String text) {
      Path path = new RunFolder(ConfigFile.path(RESUME, text)).record();
      try {
        return Files.exists(path)
            ? Optional.of(new Source(RESUME, path, RunRecord.object(path)))
            : Optional.empty();
      } catch (UserException _) {
        return Optional.empty();
      }
    }
  }

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          option, "expected a path, found none (" + e.getMessage() + ")", "check it");
    }
  }

  private static ConfigFile read(CommandSpec verb, TypedWords typed, Source source) {
    Path path = source.path();
    JsonObject options;
    try {
      options = options(verb, path, source.json());
    } catch (UserException e) {
      throw new UsageException(source.option(), e.within(path.toString()));
    }
    List<String> words = new ArrayList<>();
    options
        .members()
        .forEach(
            (key, value) -> {
              boolean isPhotos = key.equals(PHOTOS) && !verb.positionalParameters().isEmpty();
              if (isPhotos && !typed.hasArgument()) {
                words.add(argument(text(place(path, key), value)));
              } else if (!isPhotos) {
                OptionSpec option = option(verb, path, key);
                if (hasEffect(verb, option, typed)) {
                  words.addAll(words(option, place(path, key), value));
                }
              }
            });
    return new ConfigFile(path, words);
  }

  /** Whether nothing that is typed takes its place, or makes it meaningless. */
  private static boolean hasEffect(CommandSpec verb, OptionSpec option, TypedWords typed) {
    return !typed.options().contains(option.longestName())
        && !(verb.userObject() instanceof ConfiguredVerb configured
            && !configured.hasEffect(option, typed.values()));
  }

  /** Those in the record of a run, or else all members of the file. */
  private static JsonObject options(CommandSpec verb, Path path, JsonObject file) {
    Optional<String> other =
        file.find(VERB).map(_ -> file.string(VERB)).filter(name -> !name.equals(verb.name()));
    if (other.isPresent()) {
      throw new UsageException(
          place(path, VERB), "expected " + verb.name() + ", found " + other.get(), "use that verb");
    }
    if (file.find(CONFIGURATION).isPresent()) {
      return file.object(CONFIGURATION);
    }
    JsonObject options = JsonObject.empty();
    for (var member : file.members().entrySet()) {
      options =
          member.getKey().equals(VERB) ? options : options.with(member.getKey(), member.getValue());
    }
    return options;
  }

  private static OptionSpec option(CommandSpec verb, Path path, String key) {
    return Optional.ofNullable(verb.optionsMap().get("--" + key))
        .filter(_ -> !NEVER.contains(key))
        .orElseThrow(
            () ->
                new UsageException(
                    place(path, key),
                    verb.name() + " has no such option in a file",
                    Nearest.hint(key, known(verb))));
  }

  private static List<String> known(CommandSpec verb) {
    return verb.options().stream()
        .map(option -> option.longestName().substring(2))
        .filter(name -> !NEVER.contains(name))
        .toList();
  }

  private static List<String> words(OptionSpec option, String place, JsonValue value) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      if (value instanceof JsonBoolean(boolean isOn)) {
        return isOn ? List.of(name) : List.of();
      }
      throw new UsageException(
          place, "expected true or false, found " + value.kind(), "correct it");
    }
    if (value instanceof JsonArray(List<JsonValue> values) && option.isMultiValue()) {
      return values.stream().map(each -> name + "=" + text(place, each)).toList();
    }
    return List.of(name + "=" + text(place, value));
  }

  private static String text(String place, JsonValue value) {
    return switch (value) {
      case JsonString(String text) when !text.isEmpty() -> text;
      case JsonNumber number -> Json.write(number);
      case JsonString _, JsonArray _, JsonObject _, JsonBoolean _, JsonNull _ ->
          throw new UsageException(
              place,
              "expected a text or a number, as the option is typed, found " + Json.write(value),
              "correct it");
    };
  }

  private static String argument(String text) {
    return text.startsWith("-") ? "./" + text : text;
  }

  private static String place(Path path, String key) {
    return path + ", " + key;
  }

  /** The words of the command line with those of the file behind the verb. */
  public String[] expand(String... typed) {
    if (words.isEmpty()) {
      return typed;
    }
    List<String> all = new ArrayList<>(List.of(typed));
    all.addAll(1, words);
    return all.toArray(String[]::new);
  }

  /** The sentence of an error, which names the file where it is about an option in it. */
  public String blame(String sentence) {
    Matcher about = BLAMED.matcher(sentence);
    return about.find() && words.stream().anyMatch(word -> isOf(about.group(2), word))
        ? about.group(1) + place(path, about.group(2)) + ": " + sentence.substring(about.end())
        : sentence;
  }

  private static boolean isOf(String key, String word) {
    return word.equals("--" + key) || word.startsWith("--" + key + "=");
  }
}
