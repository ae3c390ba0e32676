package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.JsonObject;
import fovea.hub.Models;
import fovea.nn.StateDict;
import fovea.train.StopSignal;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network learns from another one. */
class DistillationTest {

  @TempDir private static Path data;
  private static Path teacher;
  private static Path photos;

  @TempDir private Path folder;

  @BeforeAll
  static void makeData() throws IOException {
    TinyData.write(data, "mnist");
    teacher = data.resolve("teacher");
    train("--ensemble", 2, "--epochs", 2, "--out", teacher);
    photos = Files.createDirectories(data.resolve("photos/more"));
    for (int i = 0; i < 30; i++) {
      TinyData.picture(photos.resolve(i + ".bmp"), i);
    }
    Files.writeString(photos.resolve("notes.txt"), "no picture");
    photos = photos.getParent();
  }

  private static Object[] words(Object... more) {
    return TinyData.softmax(data, more);
  }

  private static CommandRun done(CommandRun run) {
    assertEquals(Exit.DONE, run.exit(), run.messages());
    return run;
  }

  private static CommandRun train(Object... more) {
    return done(CommandRun.of(words(more)));
  }

  private static byte[] model(Path run) throws IOException {
    return Files.readAllBytes(new RunFolder(run).model());
  }

  @Test
  void aRunIsRepeatedAndGoesOnWithItsTeacher() throws IOException {
    Path straight = folder.resolve("straight");
    Object[] taught = {"--teacher", teacher, "--unlabelled", photos, "--epochs", 2, "--out"};
    var run = train(with(taught, straight));
    assertTrue(run.messages().contains("temperature 4, share 0.9"), run.messages());
    assertTrue(
        run.messages().contains("and 30 pictures without a class of photos"), run.messages());
    assertTrue(run.messages().contains("skipped 1 file"), run.messages());
    RunRecord record = RunRecord.find(new RunFolder(straight)).orElseThrow();
    JsonObject options = record.request().configuration();
    assertEquals(teacher.toString(), options.string("teacher"));
    assertEquals(photos.toString(), options.string("unlabelled"));
    assertEquals(0.9, options.real("teacher-share"));
    var saved = Models.load(straight);
    assertEquals(2, StateDict.of(saved.network()).size(), "the teacher is not in the file");
    assertEquals(330, saved.card().provenance().object("training").integer("examples"));

    Path again = folder.resolve("again");
    done(
        CommandRun.of(
            "train", "--config", straight.resolve("run.json"), "--data-dir", data, "--out", again));
    assertArrayEquals(
        StateDict.of(saved.network()).get("fc.weight").floats(),
        StateDict.of(Models.load(again).network()).get("fc.weight").floats());

    Path pieces = folder.resolve("pieces");
    var stop = new StopSignal();
    stop.request();
    CommandRun.stoppedBy(stop, words(with(taught, pieces)));
    done(CommandRun.of("train", "--resume", pieces, "--data-dir", data));
    assertArrayEquals(model(straight), model(pieces));
  }

  @Test
  void eachNetworkOfAnEnsembleLearnsFromTheTeacher() throws IOException {
    Path taught = folder.resolve("taught");
    Path alone = folder.resolve("alone");
    train("--ensemble", 2, "--teacher", teacher, "--epochs", 1, "--out", taught);
    train("--ensemble", 2, "--epochs", 1, "--out", alone);
    for (int number = 1; number <= 2; number++) {
      String member = "members/" + number;
      JsonObject options =
          RunRecord.find(new RunFolder(taught.resolve(member)))
              .orElseThrow()
              .request()
              .configuration();
      assertEquals(teacher.toString(), options.string("teacher"));
      assertFalse(Arrays.equals(model(taught.resolve(member)), model(alone.resolve(member))));
    }
    // The fc of one network, not those of the two of the teacher.
    assertEquals(4, StateDict.of(Models.load(taught).network()).size());
  }

  private static Object[] with(Object[] words, Object last) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add(last);
    return all.toArray();
  }

  @Test
  void aRunDoesNotGoOnWithOtherPhotosOrAnotherTeacher() throws IOException {
    Path own = folder.resolve("teacher.safetensors");
    Files.copy(new RunFolder(teacher).model(), own);
    Path some = Files.createDirectory(folder.resolve("some"));
    TinyData.picture(some.resolve("0.bmp"), 0);
    Path run = folder.resolve("run");
    train("--teacher", own, "--unlabelled", some, "--epochs", 1, "--out", run);
    Files.write(own, model(teacher.resolve("members/1")));
    refused("the training began with a teacher of other weights", "--resume", run);
    Files.write(own, model(teacher));
    TinyData.picture(some.resolve("0.bmp"), 1);
    refused("the training began with other pictures", "--resume", run);
    Files.delete(own);
    refused("expected a model", "--resume", run);
  }

  private static void refused(String said, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train"));
    words.addAll(List.of(more));
    words.addAll(List.of("--epochs", 2, "--data-dir", data));
    var run = CommandRun.of(words.toArray());
    assertFalse(run.exit() == Exit.DONE);
    assertTrue(run.messages().contains(said), run.messages());
  }

  @Test
  void aTeacherThatDoesNotFitIsRefusedBeforeThereIsAFolder() throws IOException {
    Path out = folder.resolve("out");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused("expected a model", "--teacher", folder.resolve("none"), "--out", out);
    Object[] taught = {"--data", "mnist", "--teacher", teacher, "--out", out, "--unlabelled"};
    refused("expected a folder with pictures, found none", with(taught, empty));
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--teacher-temperature 4 | --teacher-temperature: goes with --teacher",
        "--teacher-share 0.5 | --teacher-share: goes with --teacher",
        "--unlabelled photos | --unlabelled: goes with --teacher",
        "--teacher x --unlabelled y --sampling balanced | found --sampling balanced",
        "--teacher x --teacher-temperature 0 | expected a number above 0, found '0'",
        "--teacher x --teacher-temperature -1 | expected a number above 0, found '-1'",
        "--teacher x --teacher-temperature Infinity | found 'Infinity'",
        "--teacher x --teacher-share 1.5 | expected a number from 0 to 1, found '1.5'",
        "--teacher x --teacher-share NaN | expected a number from 0 to 1, found 'NaN'",
      })
  void whatHasNoMeaningIsRefused(String options, String message) {
    CommandRun run = CommandRun.ofLine("train " + options);
    assertEquals(Exit.USAGE, run.exit(), run.messages());
    assertTrue(run.messages().contains(message), run.messages());
  }
}
