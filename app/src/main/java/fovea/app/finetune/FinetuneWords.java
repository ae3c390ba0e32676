package fovea.app.finetune;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.hub.finetune.FineTuneRecord;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A fine-tuning as it was typed, with the paths from the root on: its run keeps it, so that it can
 * go on from anywhere.
 *
 * @param words after the verb
 */
record FinetuneWords(List<String> words) {

  /** Options on which the result does not depend, and that may change when a run goes on. */
  static final Set<String> WORK =
      Set.of(
          "--loader-threads",
          "--checkpoint-every",
          "--keep-checkpoints",
          "--tensorboard",
          "--no-report",
          "--json",
          "--progress",
          "--device",
          "--threads",
          "--data-dir",
          "--offline",
          "--verbose");

  /** What is only about where the run lies, and what is shown. */
  private static final Set<String> PLACE = Set.of("--resume", "--out", "--config", "--mapping");

  /** Options whose value may be a path. */
  private static final Set<String> PATHS =
      Set.of("--from", "--val", "--test", "--group", "--labels", "--arch");

  private static final String COMMAND = "command";

  /** Those that decide the result. */
  static FinetuneWords of(ParseResult typed) {
    return of(
        typed,
        typed.matchedOptions().stream()
            .filter(option -> !WORK.contains(option.longestName()))
            .toList());
  }

  /** All that were typed beside {@code --resume}. */
  static FinetuneWords besideResume(ParseResult typed) {
    return of(typed, typed.matchedOptions());
  }

  private static FinetuneWords of(ParseResult typed, List<OptionSpec> options) {
    List<String> words = new ArrayList<>();
    for (ArgSpec argument : typed.matchedPositionals()) {
      argument.stringValues().forEach(value -> words.add(absolute(value)));
    }
    for (OptionSpec option : options) {
      String name = option.longestName();
      if (PLACE.contains(name)) {
        continue;
      }
      if (option.arity().max() == 0) {
        words.add(name);
      } else {
        boolean mayBePath = PATHS.contains(name);
        option
            .originalStringValues()
            .forEach(value -> words.add(name + "=" + (mayBePath ? absolute(value) : value)));
      }
    }
    return new FinetuneWords(words);
  }

  /** Those of a run. */
  static FinetuneWords of(Path run) {
    JsonObject request = FineTuneRecord.read(run).request();
    if (request.find(COMMAND).isEmpty()) {
      throw new FormatException(
          run.toString(),
          "expected a fine-tuning of the command line, found one of a program",
          "Go on with it by that program");
    }
    return new FinetuneWords(request.array(COMMAND).strings());
  }

  /**
   * The path of a file or folder from the root on, also of one that has the name of a column after
   * a colon; whatever is none stays as it is.
   */
  static String absolute(String text) {
    int colon = text.lastIndexOf(':');
    for (int end : new int[] {text.length(), colon}) {
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

  /** With others, which count where both say something. */
  FinetuneWords and(FinetuneWords others) {
    return new FinetuneWords(Stream.concat(words.stream(), others.words.stream()).toList());
  }

  /** As its run keeps them. */
  JsonObject toJson() {
    return JsonObject.empty().with(COMMAND, JsonArray.ofStrings(words));
  }

  /**
   * The verb that they make.
   *
   * @throws FormatException if this version does not understand them
   */
  Finetune verb(Path run) {
    var verb = new Finetune();
    try {
      new CommandLine(verb)
          .setExpandAtFiles(false)
          .setPosixClusteredShortOptionsAllowed(false)
          .setOverwrittenOptionsAllowed(true)
          .parseArgs(words.toArray(String[]::new));
      return verb;
    } catch (ParameterException e) {
      throw new FormatException(
          run.toString(),
          "expected a fine-tuning that this version knows, found another (" + e.getMessage() + ")",
          "Use the version of fovea that has begun it");
    }
  }
}
