package fovea.app.finetune;

import fovea.app.config.Configuration;
import fovea.app.train.RunOptions;
import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.hub.finetune.FineTuneRecord;
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

  /** What is only about where the run lies, and what is shown. */
  private static final Set<String> PLACE = Set.of("--resume", "--out", "--config", "--mapping");

  private static final String COMMAND = "command";

  /** Those that decide the result. */
  static FinetuneWords of(ParseResult typed) {
    return of(
        typed,
        typed.matchedOptions().stream()
            .filter(option -> !RunOptions.WORK.contains(option.longestName()))
            .toList());
  }

  /** All that were typed beside {@code --resume}. */
  static FinetuneWords besideResume(ParseResult typed) {
    return of(typed, typed.matchedOptions());
  }

  private static FinetuneWords of(ParseResult typed, List<OptionSpec> options) {
    List<String> words = new ArrayList<>();
    for (ArgSpec argument : typed.matchedPositionals()) {
      argument.stringValues().forEach(value -> words.add(Configuration.located(value)));
    }
    for (OptionSpec option : options) {
      String name = option.longestName();
      if (PLACE.contains(name)) {
        continue;
      }
      if (option.arity().max() == 0) {
        words.add(name);
      } else {
        option
            .originalStringValues()
            .forEach(value -> words.add(name + "=" + Configuration.located(option, value)));
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
