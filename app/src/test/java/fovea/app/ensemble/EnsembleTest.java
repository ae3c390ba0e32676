package fovea.app.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.hub.Models;
import fovea.hub.ensemble.EnsembleKind;
import fovea.hub.ensemble.EnsembleMeasures;
import fovea.hub.ensemble.EnsembleRecord;
import fovea.hub.ensemble.OutOfBag;
import fovea.train.StopSignal;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import fovea.zoo.ensemble.Ensemble;
import fovea.zoo.ensemble.EnsembleRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several networks are trained as one. */
class EnsembleTest {

  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data, "mnist");
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

  private static EnsembleRecord record(Path run) {
    return EnsembleRecord.find(new RunFolder(run)).orElseThrow();
  }

  @Test
  void networksOfSeveralSeedsBecomeOneModel() throws IOException {
    Path run = folder.resolve("seeds");
    var trained = train("--ensemble", 3, "--epochs", 2, "--out", run);
    JsonObject json = trained.object();
    assertEquals(3, json.integer("networks"));
    EnsembleRecord record = record(run);
    assertEquals(EnsembleKind.SEEDS, record.kind());
    assertEquals(EnsembleRule.AVERAGE, record.measures().rule());
    assertEquals(TinyData.TEST, record.measures().pictures());
    assertEquals(Json.write(record.toJson()), Json.write(json.object("ensemble")));
    assertTrue(
        Models.load(run).network() instanceof Ensemble ensemble && ensemble.members().size() == 3);

    var judged = done(CommandRun.of("evaluate", run, "--data-dir", data, "--json"));
    assertEquals(record.measures().accuracy(), judged.object().real("accuracy"), 1e-9);
    RunRecord whole = RunRecord.find(new RunFolder(run)).orElseThrow();
    assertEquals(RunState.FINISHED, whole.progress().state());
    assertEquals(3 * 2 * 300, whole.cost().images());
    assertTrue(whole.request().command().contains("--ensemble 3"), whole.request().command());

    var compared = done(CommandRun.of("runs", run, run.resolve("members/1")));
    String accuracy = String.format(Locale.ROOT, "%.2f %%", 100 * record.measures().accuracy());
    assertTrue(compared.out().contains(accuracy), compared.out());

    Path alone = folder.resolve("alone");
    train("--epochs", 2, "--seed", 1002, "--out", alone);
    assertArrayEquals(model(alone), model(run.resolve("members/2")));
    RunRecord member = RunRecord.find(new RunFolder(run.resolve("members/2"))).orElseThrow();
    assertEquals(1002, member.request().seed());
    assertFalse(member.request().command().contains("--ensemble"), member.request().command());
  }

  @Test
  void theWholeGoesOnMemberByMember() throws IOException {
    Path straight = folder.resolve("straight");
    train("--ensemble", 2, "--bagging", "--epochs", 2, "--vote", "--out", straight);
    Path run = folder.resolve("run");
    var stop = new StopSignal();
    stop.request();
    var stopped =
        CommandRun.stoppedBy(
            stop, words("--ensemble", 2, "--bagging", "--epochs", 2, "--vote", "--out", run));
    assertEquals(Exit.INTERRUPTED, stopped.exit());
    assertTrue(stopped.messages().contains("go on by: ./fovea train --resume " + run));
    assertTrue(EnsembleRecord.find(new RunFolder(run)).isEmpty());
    done(CommandRun.of("train", "--resume", run, "--data-dir", data));
    assertArrayEquals(model(straight), model(run));
    for (String file : List.of("members/1", "members/2")) {
      assertArrayEquals(model(straight.resolve(file)), model(run.resolve(file)), file);
    }
    assertEquals(record(straight), record(run));

    // One of them is lost: it alone is trained again.
    deleteFolder(run.resolve("members/2"));
    var again = done(CommandRun.of("train", "--resume", run, "--data-dir", data));
    assertFalse(again.messages().contains("network 1 of 2"), again.messages());
    assertTrue(again.messages().contains("network 2 of 2, seed 1002"), again.messages());
    assertArrayEquals(model(straight), model(run));

    done(CommandRun.of("train", "--resume", run, "--epochs", 3, "--data-dir", data));
    Path longer = folder.resolve("longer");
    train("--ensemble", 2, "--bagging", "--epochs", 3, "--vote", "--out", longer);
    assertEquals(3, epochs(run.resolve("members/1")));
    assertEquals(3, epochs(longer.resolve("members/2")));
  }

  private static long epochs(Path member) {
    return Models.load(member).card().provenance().integer("epochs_done");
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void baggedNetworksAreJudgedOutOfBag() {
    Path run = folder.resolve("bagged");
    train("--ensemble", 3, "--bagging", "--epochs", 2, "--out", run);
    OutOfBag bag = record(run).outOfBag().orElseThrow();
    assertEquals(3, bag.members().size());
    for (OutOfBag.MemberSample sample : bag.members()) {
      assertEquals(0.632, sample.distinct(), 0.06, "of 300 pictures");
      assertTrue(sample.accuracy() > 0.2 && sample.accuracy() < 1, "" + sample);
    }
    Path alone = folder.resolve("alone");
    train("--epochs", 2, "--seed", 1003, "--sampling", "bootstrap", "--out", alone);
    assertEquals(
        Models.load(alone).card().provenance().object("test"),
        Models.load(run.resolve("members/3")).card().provenance().object("test"));
  }

  @Test
  void snapshotsAreTheEndsOfCycles() throws IOException {
    Path run = folder.resolve("snapshot");
    train("--ensemble", 2, "--snapshot", "--epochs", 4, "--out", run);
    assertEquals(2, epochs(run.resolve("members/1")));
    assertEquals(4, epochs(run.resolve("members/2")));
    assertEquals(EnsembleKind.SNAPSHOT, record(run).kind());
    var judged = done(CommandRun.of("evaluate", run, "--data-dir", data, "--json"));
    EnsembleMeasures measures = record(run).measures();
    assertEquals(measures.accuracy(), judged.object().real("accuracy"), 1e-9);

    // It goes on as a training of its own does, and ends with the same.
    Path pieces = folder.resolve("pieces");
    var stop = new StopSignal();
    stop.request();
    CommandRun.stoppedBy(
        stop, words("--ensemble", 2, "--snapshot", "--epochs", 4, "--out", pieces));
    done(CommandRun.of("train", "--resume", pieces, "--data-dir", data));
    assertArrayEquals(model(run), model(pieces));
    done(CommandRun.of("train", "--resume", pieces, "--data-dir", data));
    assertArrayEquals(model(run), model(pieces), "once more, when all is done");
    var longer = CommandRun.of("train", "--resume", pieces, "--epochs", 6, "--data-dir", data);
    assertEquals(Exit.USAGE, longer.exit());
    assertTrue(longer.messages().contains("of 4 epochs in all, found 6"), longer.messages());
  }

  /** Epochs that nobody has named become whole cycles. */
  @Test
  void cyclesAreWholeEpochs() {
    Path run = folder.resolve("whole");
    train("--ensemble", 4, "--snapshot", "--out", run);
    long all = epochs(run.resolve("members/4"));
    assertEquals(0, all % 4);
    assertEquals(all / 4, epochs(run.resolve("members/1")));
  }

  @Test
  void theReportHasWhatTheNetworksBring() throws IOException {
    Path run = folder.resolve("run");
    train("--ensemble", 2, "--bagging", "--epochs", 1, "--out", run);
    done(CommandRun.of("report", run, "--data-dir", data));
    String html = Files.readString(run.resolve("report.html"));
    for (String said :
        List.of(
            "softmax · mnist · ensemble of 2 networks",
            "out of bag",
            "One more, made in the same way")) {
      assertTrue(html.contains(said), said);
    }
    assertFalse(html.contains("there are no curves"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--ensemble 1,\"expected 2 to 100 networks of an ensemble, found '1'\"",
        "--ensemble 0,found '0'",
        "--ensemble many,found 'many'",
        "--bagging,--bagging: is for an ensemble",
        "--snapshot,--snapshot: is for an ensemble",
        "--vote,--vote: is for an ensemble",
        "--ensemble 2 --bagging --snapshot,\"found --bagging, for which each has its own\"",
        "--ensemble 3 --snapshot --epochs 4,take a multiple of 3",
        "--ensemble 3 --snapshot --schedule step,leave --schedule and --warmup out",
        "--ensemble 3 --snapshot --early-stopping loss,leave --early-stopping",
        "--ensemble 3 --bagging --sampling balanced,--bagging draws the pictures",
        "--ensemble 3 --find-rate,found --find-rate"
      })
  void whatDoesNotFitIsASentence(String typed, String said) {
    var refused = CommandRun.of(words((Object[]) typed.split(" ")));
    assertEquals(Exit.USAGE, refused.exit(), typed);
    assertTrue(refused.messages().contains(said), refused.messages());
    assertEquals(1, refused.messages().strip().lines().count(), refused.messages());
  }
}
