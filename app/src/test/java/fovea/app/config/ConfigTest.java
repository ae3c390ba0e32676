package fovea.app.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.app.train.TrainingTask;
import fovea.data.split.DataPart;
import fovea.format.Json;
import fovea.format.JsonNull;
import fovea.format.JsonObject;
import fovea.train.StopSignal;
import fovea.train.run.RunData;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data, "mnist");
  }

  private CommandRun run(String line) {
    var done = CommandRun.ofLine(line.replace("DATA", data.toString()).replace("DIR", "" + folder));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    return done;
  }

  private static RunRecord record(Path run) {
    return RunRecord.find(new RunFolder(run)).orElseThrow();
  }

  private void requireEqual(String first, String second) throws IOException {
    assertArrayEquals(model(first), model(second), "models of " + first + " and " + second);
  }

  private byte[] model(String run) throws IOException {
    return Files.readAllBytes(folder.resolve(run).resolve("model.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--model softmax --epochs 2 --seed 3",
        "--model softmax --epochs 2 --optimizer adam --lr 0.01 --schedule cosine --warmup 0.5"
            + " --lookahead --weight-decay 0.01 --l1 1e-5 --max-norm 3 --clip norm --average ema",
        "--model softmax --epochs 3 --batch 20 --augment usual+random_crop:padding=1 --mix mixup"
            + " --sampling balanced --accumulate 2 --label-smoothing 0.1 --class-weights balanced"
            + " --mean-picture",
        "--model softmax --adversarial pgd:steps=2 --epsilon 0.05 --clean-share 0.25 --epochs 2",
        "--model softmax --epochs 2 --init fc.weight=xavier --init he --loss focal"
            + " --early-stopping accuracy:patience=3 --reduce-on-plateau loss --test-every 5-steps"
            + " --loader-threads 2 --precision bf16 --optimizer sgd:nesterov=true --momentum 0.8",
      })
  void aRunIsRepeatedByItsRecord(String options) throws IOException {
    run("train --data mnist --data-dir DATA --out DIR/a " + options);
    run("train --config DIR/a/run.json --out DIR/b");
    requireEqual("a", "b");
    RunRecord first = record(folder.resolve("a"));
    RunRecord second = record(folder.resolve("b"));
    assertEquals(first.request(), second.request());
    assertEquals(first.data(), second.data());
    assertEquals(first.augmentation(), second.augmentation());
    // What is recorded as a command does the same.
    run(first.request().command().replace("./fovea ", "").replace("'", "") + " --out DIR/c");
    requireEqual("a", "c");
  }

  @Test
  void theFastRecipeIsRepeatedByItsRecord() {
    run(
        "train --data mnist --data-dir DATA --recipe fast --epochs 2 --batch 100 --out DIR/a"
            + " --model airbench94:block1=4,block2=8,block3=8");
    run("train --config DIR/a/run.json --out DIR/b");
    assertEquals(TrainingTask.of(folder.resolve("a")), TrainingTask.of(folder.resolve("b")));
  }

  @Test
  void theRecordTellsWhatWasDone() {
    run("train --data mnist --data-dir DATA --model softmax --epochs 2 --out DIR/a");
    RunRecord record = record(folder.resolve("a"));
    assertEquals(RunState.FINISHED, record.progress().state());
    assertTrue(record.progress().ended().isPresent());
    assertEquals("train", record.request().verb());
    RunData pictures = record.data().orElseThrow();
    assertEquals(300, pictures.part(DataPart.TRAIN).orElseThrow().examples());
    assertEquals(100, pictures.part(DataPart.TEST).orElseThrow().examples());
    assertEquals(10, pictures.classes());
    assertEquals("mnist", record.request().configuration().string("data"));
    assertTrue(record.environment().integer("threads") > 0);
    assertTrue(record.environment().members().keySet().containsAll(List.of("jdk", "fovea")));
    assertEquals(600, record.cost().images());
    assertTrue(record.cost().time().total() >= record.cost().time().training());
  }

  @Test
  void whatIsTypedWins() {
    run("train --data mnist --data-dir DATA --model softmax --epochs 2 --out DIR/a");
    run("train --epochs 1 --config=DIR/a/run.json --out DIR/b --lr 0.5");
    JsonObject configuration = record(folder.resolve("b")).request().configuration();
    assertEquals(1, configuration.integer("epochs"));
    assertTrue(configuration.string("optimizer").contains("rate=0.5"), configuration::toString);
    assertEquals("softmax", configuration.string("model"));
  }

  @Test
  void aFileOfAFewKeysIsEnough() throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file, "{\"model\": \"softmax\", \"epochs\": 1, \"lr\": 0.02, \"lookahead\": true}");
    run("train --data mnist --data-dir DATA --config " + file + " --out DIR/a");
    run(
        "train --data mnist --data-dir DATA --model softmax --epochs 1 --lr 0.02 --lookahead"
            + " --out DIR/b");
    assertEquals(TrainingTask.of(folder.resolve("a")), TrainingTask.of(folder.resolve("b")));
  }

  @Test
  void aRunThatGoesOnKeepsItsRecord() {
    var stop = new StopSignal();
    stop.request();
    Path run = folder.resolve("a");
    Object[] words = {
      "train", "--data", "mnist", "--data-dir", data, "--model", "softmax", "--out", run
    };
    assertEquals(Exit.INTERRUPTED, CommandRun.stoppedBy(stop, words).exit());
    RunRecord stopped = record(run);
    assertEquals(RunState.STOPPED, stopped.progress().state());
    run("train --resume DIR/a --data-dir DATA --epochs 2");
    RunRecord resumed = record(run);
    assertEquals(RunState.FINISHED, resumed.progress().state());
    assertEquals(stopped.progress().started(), resumed.progress().started());
    assertEquals(2, resumed.request().configuration().integer("epochs"));
    assertEquals("standard", resumed.request().configuration().string("recipe"));
    assertEquals(600, resumed.cost().images());
    assertTrue(resumed.cost().time().total() > stopped.cost().time().total());
  }

  @Test
  void aTrainingThatDivergesIsRecordedAsFailed() {
    Path run = folder.resolve("a");
    CommandRun.ofLine(
        "train --data mnist --data-dir %s --lr 1e20 --schedule constant --out %s"
            .formatted(data, run));
    RunRecord record = record(run);
    assertEquals(RunState.FAILED, record.progress().state());
    assertTrue(record.progress().failure().orElseThrow().contains("diverged"));
  }

  @Test
  void aHeadIsTrainedAgainByItsRecord() throws IOException {
    PhotoFiles.write(folder.resolve("photos"), 6, 1);
    Path weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
    run("finetune DIR/photos --from " + weights + " --freeze all --val 0.3 --out DIR/a");
    run("finetune --config DIR/a/run.json --out DIR/b");
    requireEqual("a", "b");
    // What a whole fine-tuning has besides has no effect on a head alone.
    Path all = folder.resolve("all.json");
    Files.writeString(
        all,
        """
        {"photos": "%s", "from": "%s", "val": "0.3", "freeze": "layer1", "unfreeze-after": 2,
         "epochs": 3, "batch": 8, "schedule": "cosine", "augment": "horizontal_flip"}
        """
            .formatted(folder.resolve("photos"), weights));
    run("finetune --config " + all + " --freeze all --out DIR/c");
    requireEqual("a", "c");
    var typed = CommandRun.ofLine("finetune --config " + all + " --freeze all --epochs 2");
    assertTrue(typed.messages().contains("--epochs: is for what comes after"), typed.messages());
    RunRecord record = record(folder.resolve("b"));
    assertEquals(RunState.FINISHED, record.progress().state());
    assertEquals("0.3", record.request().configuration().string("val"));
    var other = CommandRun.ofLine("train --config " + folder.resolve("a/run.json"));
    assertEquals(Exit.USAGE, other.exit());
    assertTrue(
        other.messages().contains("run.json, verb: expected train, found finetune"),
        other.messages());
  }

  @Test
  @Tag("long")
  void aFineTuningIsRepeatedByItsRecord() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("photos"), 12, 1);
    Path weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
    run("finetune DIR/photos --from " + weights + " --epochs 1 --batch 8 --val 0.3 --out DIR/a");
    run("finetune --config DIR/a/run.json --out DIR/b");
    requireEqual("a", "b");
    RunRecord record = record(folder.resolve("b"));
    assertEquals("finetune", record.request().verb());
    assertEquals(photos.toString(), record.request().configuration().string("photos"));
    var followed =
        run(
            "finetune DIR/photos --config DIR/a/run.json --freeze layer3 --out DIR/c --json"
                + " --progress");
    assertTrue(followed.out().contains("{\"event\":\"epoch\",\"epoch\":1,"), followed.out());
    assertTrue(followed.object().object("cost").real("train_seconds") > 0, followed.out());
    assertEquals("layer3", record(folder.resolve("c")).request().configuration().string("freeze"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'epoch': 3} | mine.json, epoch: train has no such option in a file; did you mean epochs?",
        "{'epochs': 1.5} | mine.json, epochs: expected a whole number from 1 upwards, found '1.5'",
        "{'epochs': [1]} | mine.json, epochs: expected a text or a number",
        "{'lr': '-1'} | mine.json, lr: expected a number above 0, found '-1'",
        "{'optimizer': 'sdg'} | mine.json, optimizer: optimizer: there is none called",
        "{'lookahead': 'yes'} | mine.json, lookahead: expected true or false, found a string",
        "{'model': 'lenet'} | mine.json, model: there is no network 'lenet'",
        "{'config': 'a'} | mine.json, config: train has no such option in a file",
        "{'seed': null} | mine.json, seed: expected a text or a number",
        "{'verb': 'finetune'} | mine.json, verb: expected train, found finetune",
        "{'verb': 1} | mine.json, field",
        "[1] | mine.json: expected a JSON object of options",
        "{ | mine.json",
      })
  void aMistakeInTheFileIsASentence(String json, String expected) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(file, json.replace('\'', '"'));
    var refused = CommandRun.of("train", "--config", file);
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    assertEquals(1, refused.messages().lines().count(), refused.messages());
    assertTrue(refused.messages().contains(expected), refused.messages());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --config /no/where.json | --config: /no/where.json: cannot be read",
        "train --config x.json --resume a | --config: expected a new run, found --resume",
        "train --config | --config needs a value, FILE",
        "predict --config x.json a.png | there is no option --config",
        "train --progress | --progress: expected --json beside it",
        "train --json --progress --find-rate | --progress: is for a training",
        "train --find-rate --no-report | --no-report: is for a training",
        "train --find-rate --tensorboard none | --tensorboard: is for a training",
        "train --find-rate --keep-checkpoints 3 | --keep-checkpoints: is for a training",
      })
  void aMistakeOnTheCommandLineIsASentence(String line, String expected) {
    var refused = CommandRun.ofLine(line);
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    assertTrue(refused.messages().contains(expected), refused.messages());
  }

  @Test
  void programsAreToldHowFarATrainingIs() {
    var done =
        run(
            "train --data mnist --data-dir DATA --model softmax --epochs 2 --out DIR/a --json"
                + " --progress");
    List<JsonObject> lines =
        done.out().lines().map(line -> (JsonObject) Json.parse(line, "output")).toList();
    List<JsonObject> epochs =
        lines.stream()
            .filter(line -> line.find("event").isPresent())
            .filter(line -> line.string("event").equals("epoch"))
            .toList();
    assertEquals(2, epochs.size());
    assertEquals(0, epochs.getLast().real("seconds_left"));
    assertTrue(epochs.getLast().real("best_accuracy") >= epochs.getFirst().real("test_accuracy"));
    assertFalse(epochs.getFirst().member("images_per_second").equals(new JsonNull()));
    assertTrue(lines.getLast().find("event").isEmpty());
    assertEquals(2, lines.getLast().integer("epochs"));
    assertTrue(lines.getLast().object("cost").real("seconds") > 0);
  }
}
