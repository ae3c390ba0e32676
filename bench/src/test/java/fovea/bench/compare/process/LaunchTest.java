package fovea.bench.compare.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LaunchTest {
  @Test
  void startsTheJvmAsTheLauncherDoes() throws IOException {
    Path launcher = Path.of("").toAbsolutePath().resolveSibling("fovea");
    // The shell alone may open windows.
    String text = Files.readString(launcher).replace("headless=$headless", "headless=true");
    String options = String.join(" ", Launch.JVM);
    assertTrue(text.contains(options), () -> launcher + " does not start the JVM with " + options);
  }
}
