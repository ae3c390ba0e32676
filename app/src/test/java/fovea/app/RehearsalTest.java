package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  @Test
  void goesWell(@TempDir Path folder) throws IOException {
    assertEquals(Exit.DONE, Rehearsal.rehearse(folder));
  }
}
