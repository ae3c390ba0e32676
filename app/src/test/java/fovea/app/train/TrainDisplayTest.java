package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.app.console.Terminal;
import fovea.app.recipe.Recipes;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.format.FormatException;
import fovea.train.StopSignal;
import fovea.zoo.Zoo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainDisplayTest {
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final TrainDisplay display = display();

  private TrainDisplay display() {
    var stream = new PrintStream(messages, true, StandardCharsets.UTF_8);
    var session =
        new Session(new GlobalOptions(), stream, new Terminal(stream, false, 80), new StopSignal());
    return new TrainDisplay(session, Recipes.of(Zoo.architecture("lenet5"), "digits"), "test");
  }

  private static Path checkpoint(int step) {
    return Path.of("run/checkpoints/step-00000000" + step + ".safetensors");
  }

  private void failure(Path file, String temporary) {
    display.saveFailed(
        new FormatException(
            file.toString(), "cannot be written (." + temporary + ".tmp: no space)", "Free some"));
  }

  private long told() {
    return messages.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  void aFullDiskIsToldOnceForEachFileUntilThereIsRoom() {
    failure(checkpoint(1), "0123456789abcdef");
    failure(checkpoint(2), "fedcba9876543210");
    assertEquals(1, told());
    failure(Path.of("run/model.safetensors"), "0123456789abcdef");
    failure(checkpoint(3), "0123456789abcdef");
    assertEquals(2, told());
    display.saved(checkpoint(4));
    failure(checkpoint(5), "0123456789abcdef");
    failure(Path.of("run/model.safetensors"), "fedcba9876543210");
    assertEquals(3, told());
  }
}
