package fovea.app.config;

import fovea.app.session.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What the options of a run are about, for all verbs that train. */
public final class RunOptions {

  /** What a training writes and prints while its steps go on. */
  public static final Set<String> TRAINING =
      Set.of("--checkpoint-every", "--keep-checkpoints", "--tensorboard", "--progress");

  /** Options on which the result does not depend. */
  private static final Set<String> WORK =
      Stream.concat(
              TRAINING.stream(),
              Stream.of(
                  "--no-report",
                  "--loader-threads",
                  "--json",
                  "--device",
                  "--threads",
                  "--data-dir",
                  "--offline",
                  "--verbose"))
          .collect(Collectors.toUnmodifiableSet());

  /** What else may be said when a run is resumed. */
  private static final Set<String> MAY_CHANGE = Set.of("--resume", "--epochs", "--help");

  private RunOptions() {}

  /** The first of the options that was typed. */
  public static Optional<String> first(ParseResult typed, Set<String> options) {
    return typed.matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(options::contains)
        .findFirst();
  }

  /**
   * Makes sure that nothing is typed beside {@code --resume} but what may change.
   *
   * @throws UsageException if there is something else
   */
  static void requireTheSame(CommandSpec verb, TypedWords typed) {
    Stream<String> options =
        typed.options().stream()
            .flatMap(name -> Stream.ofNullable(verb.optionsMap().get(name)))
            .map(OptionSpec::longestName)
            .filter(name -> !MAY_CHANGE.contains(name) && !WORK.contains(name));
    Stream<String> arguments =
        verb.positionalParameters().stream()
            .map(PositionalParamSpec::paramLabel)
            .filter(_ -> typed.hasArgument());
    List<String> others = Stream.concat(arguments, options).sorted().toList();
    if (!others.isEmpty()) {
      throw new UsageException(
          "--resume",
          "a run goes on with what it began with, and only --epochs may change, found "
              + String.join(", ", others),
          "leave out what was said at the beginning, or begin a new run");
    }
  }
}
