package fovea.app.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.app.console.Terminal;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.graph.Plan;
import fovea.graph.type.Precision;
import fovea.train.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrecisionOptionTest {

  @Test
  void saysHowMuchIsComputedInWhatWasAskedFor() {
    assertEquals("", said(Precision.F32, 0));
    assertEquals("precision: bf16 in 1,200 operations", said(Precision.BF16, 1_200));
    assertEquals(
        "precision: f32, although bf16 was asked for: nothing here gains by it on this machine",
        said(Precision.BF16, 0));
  }

  private static String said(Precision asked, int bf16Steps) {
    var messages = new ByteArrayOutputStream();
    var stream = new PrintStream(messages, true, StandardCharsets.UTF_8);
    var session =
        new Session(new GlobalOptions(), stream, new Terminal(stream, false, 80), new StopSignal());
    PrecisionOption.say(
        session,
        asked,
        new Plan.Summary("any", new Plan.Team(1, 1, ""), 1, 2_000, 0, bf16Steps, 0, 0));
    return messages.toString(StandardCharsets.UTF_8).strip();
  }
}
