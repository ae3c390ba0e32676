package fovea.app;

import fovea.app.console.Terminal;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * A command line that was run in this process.
 *
 * @param exit its code
 * @param out what went to the output
 * @param messages what went to the error stream
 */
public record CommandRun(int exit, String out, String messages) {

  /** Runs a command line. */
  public static CommandRun of(Object... args) {
    return stoppedBy(new StopSignal(), args);
  }

  /** Runs a command line of words without spaces in them. */
  public static CommandRun ofLine(String line) {
    return of((Object[]) line.split(" "));
  }

  /** Runs a command line that {@code stop} may end. */
  public static CommandRun stoppedBy(StopSignal stop, Object... args) {
    var out = new ByteArrayOutputStream();
    var messages = new ByteArrayOutputStream();
    String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
    int exit =
        new Cli(stream(out), new Terminal(stream(messages), false, 80), stop)
            .run(Fovea.commandLine(words), Fovea.words(words));
    return new CommandRun(exit, text(out), text(messages));
  }

  /** The last line of the output as JSON. */
  public JsonValue json() {
    String[] lines = out.split("\n");
    return Json.parse(lines[lines.length - 1], "output");
  }

  /** The last line of the output as a JSON object. */
  public JsonObject object() {
    return (JsonObject) json();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
