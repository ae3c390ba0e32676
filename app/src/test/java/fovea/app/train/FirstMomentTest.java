package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.AtomicFile;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that ended before their first checkpoint begin again from their record. */
class FirstMomentTest {
  @TempDir private static Path folder;
  private static RunFolder straight;

  @BeforeAll
  static void runOnce() throws IOException {
    Path data = TinyData.write(folder.resolve("data"), "mnist");
    straight = new RunFolder(folder.resolve("straight"));
    var done =
        CommandRun.ofLine(
            "train --model softmax --data mnist --epochs 2 --batch 16 --lr 0.02 --class-weights"
                + " balanced --seed 3 --data-dir %s --out %s".formatted(data, straight.path()));
    assertEquals(Exit.DONE, done.exit(), done.messages());
  }

  /** The folder of a run of which nothing is there but the record that it begins with. */
  private static RunFolder killed(String name) throws IOException {
    var run = new RunFolder(Files.createDirectories(folder.resolve(name)));
    String text = Files.readString(straight.record());
    AtomicFile.write(run.record(), text.replaceFirst("(?s)\"data\": \\{.*?\\}.*?\\}.*?\\},", ""));
    return run;
  }

  private static RunRecord record(RunFolder run) {
    return RunRecord.find(run).orElseThrow();
  }

  private static CommandRun resume(RunFolder run, String more) {
    return CommandRun.ofLine(("train --resume " + run.path() + " " + more).strip());
  }

  private static void refuses(String expected, int exit, CommandRun refused) {
    assertEquals(exit, refused.exit(), refused.messages());
    assertTrue(refused.messages().contains(expected), refused.messages());
  }

  @Test
  void itEndsWithTheSameBits() throws IOException {
    RunFolder run = killed("killed");
    assertTrue(record(run).data().isEmpty());
    var resumed = resume(run, "");
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertTrue(
        resumed
            .messages()
            .contains(run.path() + " was interrupted before its first checkpoint: it begins again"),
        resumed.messages());
    assertFalse(resumed.messages().contains("going on with"), resumed.messages());
    assertArrayEquals(Files.readAllBytes(straight.model()), Files.readAllBytes(run.model()));
    assertArrayEquals(Files.readAllBytes(straight.best()), Files.readAllBytes(run.best()));
    RunRecord record = record(run);
    assertEquals(RunState.FINISHED, record.progress().state());
    assertEquals(record(straight).request(), record.request());
    assertEquals(record(straight).data(), record.data());
  }

  @Test
  void onlyItsLengthMayChange() throws IOException {
    RunFolder run = killed("longer");
    refuses("only --epochs may change, found --lr", Exit.USAGE, resume(run, "--lr 1"));
    var resumed = resume(run, "--epochs 1 --json");
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertEquals(1, resumed.object().integer("epochs"));
    assertEquals(1, record(run).request().configuration().integer("epochs"));
  }

  @Test
  void aModelIsNeverReplacedByABeginning() throws IOException {
    RunFolder run = killed("trained");
    Files.copy(straight.model(), run.model());
    refuses("expected a checkpoint of a training, found none", Exit.FAILED, resume(run, ""));
    assertArrayEquals(Files.readAllBytes(straight.model()), Files.readAllBytes(run.model()));
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    var nothing = new RunFolder(Files.createDirectories(folder.resolve("nothing")));
    refuses("at least a run.json, found neither", Exit.FAILED, resume(nothing, ""));
    RunFolder run = killed("damaged");
    Files.writeString(run.record(), "{");
    refuses("fovea: " + run.record(), Exit.FAILED, resume(run, ""));
    RunFolder other = killed("other");
    Files.writeString(other.record(), Files.readString(other.record()).replace("train", "tune"));
    refuses("run.json, verb: expected train, found tune", Exit.USAGE, resume(other, ""));
  }

  @Test
  void aFolderHasItsRecordFromTheBeginning() throws IOException {
    RunRecord record = record(straight);
    Path runs = folder.resolve("runs");
    var place = new RunPlace(runs.resolve("usual"), false, false);
    assertEquals(place.folder(), place.claim(record));
    assertEquals(runs.resolve("usual-2"), place.claim(record));
    var chosen = new RunFolder(killed("runs/chosen").path());
    assertEquals(chosen.path(), new RunPlace(chosen.path(), true, false).claim(record));
    assertEquals(record, record(chosen));
    try (Stream<Path> names = Files.list(runs)) {
      assertEquals(
          List.of("chosen", "usual", "usual-2"),
          names.map(run -> run.getFileName().toString()).sorted().toList());
    }
    for (Path run : List.of(place.folder(), runs.resolve("usual-2"))) {
      assertEquals(record, record(new RunFolder(run)));
    }
  }

  @Test
  void oneProcessAtATimeBeginsIt() throws IOException {
    RunFolder run = killed("locked");
    String before = Files.readString(run.record());
    try (RunLock _ = run.lock()) {
      refuses("in which nothing else trains", Exit.FAILED, resume(run, ""));
    }
    assertEquals(before, Files.readString(run.record()));
  }
}
