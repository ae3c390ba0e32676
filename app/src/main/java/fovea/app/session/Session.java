package fovea.app.session;

import fovea.app.console.PlainStream;
import fovea.app.console.Terminal;
import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.train.StopSignal;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a verb works with besides its own options.
 *
 * @param options those common to all verbs
 * @param results where results for people go; with {@code --json} the error stream, since then the
 *     output holds nothing but the JSON value
 * @param terminal where progress and messages go
 * @param stop whether the user wants to end early
 * @param failed whether something went wrong that did not end the verb
 * @param output where JSON for programs goes
 */
public record Session(
    GlobalOptions options,
    PlainStream results,
    Terminal terminal,
    StopSignal stop,
    AtomicBoolean failed,
    JsonOutput output) {

  /**
   * A session in which nothing has gone wrong yet.
   *
   * @param out the output of the process
   */
  public Session(GlobalOptions options, PrintStream out, Terminal terminal, StopSignal stop) {
    this(
        options,
        options.json() ? terminal.stream() : PlainStream.of(out),
        terminal,
        stop,
        new AtomicBoolean(),
        new JsonOutput(PlainStream.of(out)));
  }

  /** The engine, with as many threads as the user wants. */
  public Engine engine() {
    var engine = Engine.instance();
    options.threads().ifPresent(engine::setThreads);
    return engine;
  }

  /**
   * Lets the engine open its native library, which takes a while, beside what comes next: for verbs
   * that compute, and {@link #sayDevice} later.
   */
  public void startEngine() {
    if (options.device() != Device.REFERENCE) {
      Thread.startVirtualThread(() -> Engine.instance().report(Device.AUTO));
    }
  }

  /** Takes over Ctrl-C, so that the verb learns of it by {@link #stop} instead of being ended. */
  public void stopInGoodOrder() {
    CtrlC.watch(stop, this::say);
  }

  /** Says what computes, and why: nothing falls back silently. */
  public void sayDevice() {
    var report = engine().report(options.device());
    say(
        "device: %s, %s, %s (%s)"
            .formatted(report.device(), report.backend(), report.details(), report.reason()));
  }

  /** Tells of an error that leaves something undone but not all; the exit code will tell, too. */
  public void report(RuntimeException error) {
    failed.set(true);
    say(UserError.about(error).sentence());
  }

  /**
   * Prints a line of the result.
   *
   * @throws OutputException if nobody can read it, for the output is closed or full
   */
  public void result(String line) {
    results.println(line);
    if (!options.json() && results.checkError()) {
      throw new OutputException();
    }
  }

  /** Prints a message that is no part of the result. */
  public void say(String message) {
    terminal.stream().println(message);
  }
}
