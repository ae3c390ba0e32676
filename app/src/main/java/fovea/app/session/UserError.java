package fovea.app.session;

import fovea.error.Nearest;
import fovea.error.UserException;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user is told when something went wrong, always in a sentence.
 *
 * @param sentence where, what was expected and found, what to do
 * @param exit the exit code of the process
 * @param expected whether the error is one of those that a program is prepared for; only the others
 *     are worth a trace
 */
public record UserError(String sentence, int exit, boolean expected) {

  private static final String PROGRAM = "fovea: ";

  /** Picocli's words for it name Java's types. */
  private static final Pattern NO_NUMBER = Pattern.compile("^'(.*)' is not an? (int|long|double)$");

  /** With another sentence, made of this one. */
  public UserError renamed(UnaryOperator<String> change) {
    return new UserError(change.apply(sentence), exit, expected);
  }

  /** The message about an error while a verb was running. */
  public static UserError about(Throwable error) {
    return switch (error) {
      case UsageException e -> usage(PROGRAM + message(e));
      case OutputException e -> failure(message(e));
      case UserException e -> failure(e.getMessage());
      case UncheckedIOException e when e.getCause() instanceof FileSystemException file ->
          failure(about(file));
      case UncheckedIOException e -> failure(message(e));
      case OutOfMemoryError e when message(e).contains("native thread") ->
          failure(
              "not enough threads (" + message(e) + "); allow more by ulimit -u, or set --threads");
      case OutOfMemoryError e ->
          failure("not enough memory (" + message(e) + "); a smaller --batch needs less");
      default ->
          new UserError(
              PROGRAM
                  + "unexpected error, a fault of Fovea itself: "
                  + error
                  + "; run again with --verbose for the trace",
              Exit.FAILED,
              false);
    };
  }

  /** The message about a command line that picocli did not understand. */
  public static UserError about(ParameterException error) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    return usage(name + ": " + problem(error, command));
  }

  private static String problem(ParameterException error, CommandLine command) {
    return switch (error) {
      case UnmatchedArgumentException e when !e.getUnmatched().isEmpty() ->
          unmatched(e.getUnmatched().getFirst(), command);
      // An option that is unknown may be what the user took for the argument.
      case MissingParameterException _ when !command.getUnmatchedArguments().isEmpty() ->
          unmatched(command.getUnmatchedArguments().getFirst(), command);
      case MissingParameterException e when !e.getMissing().isEmpty() ->
          missing(e.getMissing().getFirst());
      default ->
          (error.getArgSpec() == null ? "" : label(error.getArgSpec()) + ": ") + detail(error);
    };
  }

  private static UserError usage(String sentence) {
    return new UserError(sentence, Exit.USAGE, true);
  }

  private static UserError failure(String sentence) {
    return new UserError(PROGRAM + sentence, Exit.FAILED, true);
  }

  private static String about(FileSystemException error) {
    String reason =
        switch (error) {
          case NoSuchFileException _ -> "there is no such file or folder";
          case AccessDeniedException _ -> "access is denied";
          default ->
              Objects.requireNonNullElse(error.getReason(), error.getClass().getSimpleName());
        };
    return error.getFile()
        + ": "
        + reason
        + (reason.contains("Too many open files")
            ? "; allow more by ulimit -n"
            : "; check that the file and its folder exist, are yours, and that the disk is not"
                + " full");
  }

  private static String unmatched(String word, CommandLine command) {
    var verbs = command.getSubcommands().keySet();
    if (word.startsWith("-")) {
      var known =
          command.getCommandSpec().options().stream()
              .flatMap(option -> Stream.of(option.names()))
              .filter(name -> name.startsWith("--"))
              .toList();
      if (new File(word).exists()) {
        return "there is no option " + word + "; the file of that name is ./" + word;
      }
      return verbs.isEmpty()
          ? "there is no option " + word + "; " + Nearest.hint(word, known)
          : "there is no option " + word + " before the verb; options stand after it";
    }
    return verbs.isEmpty()
        ? "'" + word + "' is one argument too many"
        : "there is no verb '" + word + "'; " + Nearest.hint(word, verbs);
  }

  private static String missing(ArgSpec argument) {
    return argument instanceof OptionSpec option && !option.required()
        ? label(option) + " needs a value, " + option.paramLabel()
        : label(argument) + " is missing";
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** What picocli says about a value, without the place, which we name ourselves. */
  private static String detail(ParameterException error) {
    String message = message(error);
    int colon = message.startsWith("Invalid value for ") ? message.indexOf(": ") : -1;
    String detail = colon < 0 ? message : message.substring(colon + 2);
    return NO_NUMBER.matcher(detail).replaceFirst("expected a number, found '$1'");
  }

  private static String message(Throwable error) {
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : message;
  }
}
