package fovea.app;

import fovea.app.console.Terminal;
import fovea.train.StopSignal;

/** Where the process begins. */
public final class Main {

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(
        new Cli(Terminal.output(), Terminal.system(), new StopSignal())
            .run(Fovea.commandLine(args), Fovea.words(args)));
  }
}
