package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.app.session.Exit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotTrainingTest {

  @Test
  void goesWell(@TempDir Path folder) throws IOException {
    assertEquals(Exit.DONE, AotTraining.run(folder));
  }
}
