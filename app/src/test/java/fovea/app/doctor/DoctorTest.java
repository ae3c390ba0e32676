package fovea.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.Cli;
import fovea.app.console.Terminal;
import fovea.app.session.Exit;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.train.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  private int doctor(String... options) {
    var cli = new Cli(stream(out), new Terminal(stream(messages), false, 80), new StopSignal());
    return cli.run(new CommandLine(new Doctor()), options);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void saysWhatTheMachineGives() {
    assertEquals(Exit.DONE, doctor());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains(Runtime.version().toString()));
    assertEquals("", messages.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysTheSameInJson() {
    assertEquals(Exit.DONE, doctor("--json", "--device", "reference"));
    var json = (JsonObject) Json.parse(out.toString(StandardCharsets.UTF_8), "doctor");
    assertEquals(Runtime.version().toString(), json.string("jdk"));
    assertEquals("reference", json.string("device"));
    assertEquals("asked for", json.string("reason"));
    assertTrue(json.integer("cores") >= 1);
  }
}
