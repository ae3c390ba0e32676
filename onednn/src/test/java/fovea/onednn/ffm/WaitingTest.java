package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.onednn.ffm.system.Spinning;
import fovea.onednn.ffm.system.WaitingCosts;
import fovea.onednn.ffm.system.WaitingNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long OpenMP's threads spin, and by what that is chosen. */
class WaitingTest {
  private static final WaitingCosts DEFAULT = new WaitingCosts(20_000, 150, 50);

  @TempDir private Path folder;

  @BeforeAll
  static void needsCodeOfOurOwn() {
    Natives.assumeAvailable();
  }

  @Test
  void spinsForAFewWakeUps() {
    assertEquals(1_200, Spinning.by(DEFAULT).rounds());
    assertEquals(600, Spinning.by(new WaitingCosts(20_000, 150, 100)).rounds());
  }

  @Test
  void bridgesBarriersButNotThoseOfCoresThatDoNotRunTogether() {
    assertEquals(2_000, Spinning.by(new WaitingCosts(5_000, 2_000, 50)).rounds());
    assertEquals(300, Spinning.by(new WaitingCosts(5_000, 3_000_000, 50)).rounds());
  }

  @Test
  void neverSpinsForLong() {
    assertEquals(3_000, Spinning.by(new WaitingCosts(4_000_000, 150, 50)).rounds());
  }

  @Test
  void saysWhatItWasChosenBy() {
    assertEquals(
        "OpenMP spins for 60 µs (1,200 rounds), then sleeps: measured here, a wake-up takes 20.0 µs"
            + " and a barrier 0.15 µs",
        Spinning.by(DEFAULT).toString());
  }

  @Test
  void measuresCostsThatCanBe() {
    WaitingCosts costs = WaitingCosts.measure();
    assertTrue(costs.wakeUp() > 0 && costs.barrier() > 0 && costs.round() > 0, costs.toString());
  }

  @Test
  void notesAreReadAgainOnTheSameMachineOnly() {
    new WaitingNotes(folder, "one").write(DEFAULT);
    assertEquals(Optional.of(DEFAULT), new WaitingNotes(folder, "one").read());
    assertEquals(Optional.empty(), new WaitingNotes(folder, "another").read());
  }

  @Test
  void damagedNotesAreNone() throws IOException {
    var notes = new WaitingNotes(folder, "one");
    notes.write(DEFAULT);
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.findFirst().orElseThrow();
      for (String text : new String[] {"", "wake-up-ns=x", "machine=one\nwake-up-ns=\\u00", "\0"}) {
        Files.writeString(file, text);
        assertEquals(Optional.empty(), notes.read(), text);
      }
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNoObstacle() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    var notes = new WaitingNotes(file, "one");
    notes.write(DEFAULT);
    assertEquals(Optional.empty(), notes.read());
  }
}
