package fovea.app;

import fovea.app.config.ConfigFile;
import fovea.app.console.PlainStream;
import fovea.app.console.Terminal;
import fovea.app.session.Exit;
import fovea.app.session.OutputException;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.UserError;
import fovea.app.session.Verb;
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
    ConfigFile config;
    try {
      config = ConfigFile.namedIn(command, args);
    } catch (UsageException e) {
      return report(UserError.about(e));
    }
    try {
      return run(command.parseArgs(config.expand(args)), config);
    } catch (ParameterException e) {
      return report(UserError.about(e).renamed(config::blame));
    }
  }

  private int run(ParseResult parsed, ConfigFile config) {
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
    return run(verb, config);
  }

  // Whatever a verb throws, errors of the JVM included, the user gets a sentence.
  @SuppressWarnings("CatchingThrowable")
  private int run(Verb verb, ConfigFile config) {
    var options = verb.options();
    try {
      var session = new Session(options, out, terminal, stop);
      var value = options.device().use(() -> verb.run(session));
      if (options.json()) {
        session.output().print(value);
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
      return report(userError.renamed(config::blame));
    }
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
