package fovea.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.app.console.PlainStream;
import fovea.app.console.Terminal;
import fovea.app.session.Exit;
import fovea.app.session.OutputException;
import fovea.app.session.Session;
import fovea.app.session.UserError;
import fovea.app.session.Verb;
import fovea.format.Json;
import fovea.format.JsonValue;
import fovea.hub.Version;
import fovea.train.StopSignal;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The frame around the verbs: parses the arguments, runs a verb, prints its JSON, and turns every
 * error into a sentence and an exit code.
 */
public final class Cli {

  private final PlainStream out;
  private final Terminal terminal;
  private final StopSignal stop;

  /**
   * A command line.
   *
   * @param out where results go
   * @param terminal where progress and messages go
   * @param stop says when the user wants to end early
   */
  public Cli(PrintStream out, Terminal terminal, StopSignal stop) {
    this.out = PlainStream.of(out);
    this.terminal = terminal;
    this.stop = stop;
  }

  /** Runs the arguments of {@code command} and gives the exit code. */
  public int run(CommandLine command, String... args) {
    try {
      return run(command.parseArgs(args));
    } catch (ParameterException e) {
      return report(UserError.about(e));
    }
  }

  private int run(ParseResult parsed) {
    var leaf = parsed;
    while (leaf.hasSubcommand()) {
      leaf = leaf.subcommand();
    }
    var command = leaf.commandSpec().commandLine();
    if (leaf.isUsageHelpRequested()) {
      command.usage(out.raw());
      return done(Exit.DONE);
    }
    if (leaf.isVersionHelpRequested()) {
      out.println("fovea " + Version.current());
      return done(Exit.DONE);
    }
    if (!(leaf.commandSpec().userObject() instanceof Verb verb)) {
      command.usage(terminal.stream().raw());
      return Exit.USAGE;
    }
    return run(verb);
  }

  // Whatever a verb throws, errors of the JVM included, the user gets a sentence.
  @SuppressWarnings("CatchingThrowable")
  private int run(Verb verb) {
    var options = verb.options();
    var results = options.json() ? terminal.stream() : out;
    try {
      var session = new Session(options, results, terminal, stop);
      var value = options.device().use(() -> verb.run(session));
      if (options.json()) {
        printJson(value);
      }
      if (stop.requested()) {
        return done(Exit.INTERRUPTED);
      }
      return done(session.failed().get() ? Exit.FAILED : Exit.DONE);
    } catch (Throwable error) {
      var userError = UserError.about(error);
      if (options.verbose() && !userError.expected()) {
        error.printStackTrace(terminal.stream());
      }
      return report(userError);
    }
  }

  /** In UTF-8 whatever the charset of the terminal is, for programs expect that of JSON. */
  private void printJson(JsonValue value) {
    out.raw().writeBytes((Json.write(value) + System.lineSeparator()).getBytes(UTF_8));
    out.raw().flush();
  }

  /** The exit code, unless what was printed did not get anywhere. */
  private int done(int exit) {
    return out.checkError() ? report(UserError.about(new OutputException())) : exit;
  }

  private int report(UserError userError) {
    terminal.stream().println(userError.sentence());
    return userError.exit();
  }
}
