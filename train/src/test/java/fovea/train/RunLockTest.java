package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir private Path folder;

  /** A program that holds the lock until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (RunLock _ = new RunFolder(Path.of(args[0])).lock()) {
        System.out.println("locked");
        int end = System.in.read();
        System.out.println(end);
      }
    }
  }

  private FoveaException refused() {
    return assertThrows(FoveaException.class, () -> new RunFolder(folder).lock());
  }

  @Test
  void oneTrainingAtATimeInAFolder() {
    try (RunLock _ = new RunFolder(folder).lock()) {
      assertEquals(
          folder
              + ": expected a run in which nothing else trains, found a training of this process in"
              + " it; wait until that has ended, or end it; or begin a run in another folder",
          refused().getMessage());
    }
    new RunFolder(folder).lock().close();
  }

  @Test
  void aTrainingKeepsOthersOutUntilItEnds() {
    Trainer trainer = Tiny.trainer(Tiny.net()).folder(folder);
    Story story = new Story(_ -> refused());
    Tiny.onReference(() -> trainer.callbacks(story).epochs(1).fit(Tiny.train()));
    assertTrue(story.lines.getLast().startsWith("saved"), story.lines.toString());
    Tiny.onReference(() -> Tiny.trainer(Tiny.net()).folder(folder).epochs(2).resume(Tiny.train()));
  }

  @Test
  void anotherProcessIsNamedAndLeavesNothingWhenItDies() throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = other.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("locked", out.readLine());
      assertTrue(refused().getMessage().contains("process " + other.pid()), refused().getMessage());
    } finally {
      other.destroyForcibly().onExit().join();
    }
    new RunFolder(folder).lock().close();
  }
}
