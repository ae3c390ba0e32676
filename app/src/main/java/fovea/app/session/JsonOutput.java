package fovea.app.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.app.console.PlainStream;
import fovea.format.Json;
import fovea.format.JsonValue;

/**
 * The output as programs read it: a JSON value in each line.
 *
 * @param out where it goes
 */
public record JsonOutput(PlainStream out) {

  /** Prints a value, in UTF-8 whatever the charset of the terminal is: programs expect that. */
  public void print(JsonValue value) {
    out.raw().writeBytes((Json.write(value) + System.lineSeparator()).getBytes(UTF_8));
    out.raw().flush();
  }
}
