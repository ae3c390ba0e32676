package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.data.pixels.Centering;
import fovea.data.pixels.MeanPicture;
import fovea.format.JsonNull;
import fovea.format.event.Event;
import fovea.format.event.EventFile;
import fovea.hub.Models;
import fovea.train.StopSignal;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainTest {

  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data, "mnist");
  }

  private static CommandRun train(Object... more) {
    return CommandRun.of(words(more));
  }

  private static Object[] words(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", "--data", "mnist", "--data-dir", data, "--json"));
    words.addAll(List.of(more));
    return words.toArray();
  }

  @Test
  void learnsAndKeepsTheRun() {
    Path run = folder.resolve("run");
    var done = train("--model", "lenet5", "--epochs", 8, "--batch", 32, "--out", run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var json = done.object();
    assertEquals(
        List.of(
            "model",
            "parameters",
            "epochs",
            "train_loss",
            "test_accuracy",
            "seconds",
            "images_per_second",
            "run",
            "cost"),
        List.copyOf(json.members().keySet()));
    assertEquals("lenet5", json.string("model"));
    assertEquals(61_706, json.integer("parameters"));
    assertEquals(8, json.integer("epochs"));
    assertEquals(run.toString(), json.string("run"));
    assertTrue(json.real("test_accuracy") > 0.5, done.out());
    assertTrue(done.messages().contains("MNIST, 300 training pictures from " + data));
    assertTrue(done.messages().contains("8 epochs, batches of 32, in f32"));
    assertTrue(Files.exists(run.resolve("model.safetensors")));
  }

  @Test
  void subtractsTheMeanPictureAlsoWhenItGoesOn() throws IOException {
    Path once = folder.resolve("once");
    train("--model", "softmax", "--mean-picture", "--epochs", 3, "--out", once);
    Path twice = folder.resolve("twice");
    train("--model", "softmax", "--mean-picture", "--epochs", 2, "--out", twice);
    var resumed = CommandRun.of("train", "--resume", twice, "--epochs", 3, "--data-dir", data);
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertTrue(resumed.messages().contains("the mean picture is subtracted"));
    Centering kept = Models.load(once).preprocessing().centering();
    assertInstanceOf(MeanPicture.class, kept);
    assertEquals(kept, Models.load(twice).preprocessing().centering());
  }

  @Test
  void tensorBoardGetsWhatTheUserWants() {
    assertEquals(1, tags("all").stream().filter("pictures/training"::equals).count());
    assertTrue(tags("all").contains("activations/output"));
    assertEquals(
        List.of("accuracy", "learning_rate", "loss", "speed"),
        tags("scalars").stream().map(tag -> tag.split("/", 2)[0]).distinct().sorted().toList());
    assertEquals(List.of(), tags("none"));
    var wrong = train("--tensorboard", "histograms");
    assertEquals(Exit.USAGE, wrong.exit());
    assertTrue(
        wrong.messages().contains("expected all, scalars or none, found 'histograms'"),
        wrong.messages());
  }

  /** Tags of the event files of a short training. */
  private List<String> tags(String content) {
    Path run = folder.resolve(content);
    if (!Files.exists(run)) {
      var done = train("--model", "softmax", "--epochs", 1, "--tensorboard", content, "--out", run);
      assertEquals(Exit.DONE, done.exit(), done.messages());
    }
    List<String> tags = new ArrayList<>();
    for (Path file : EventFile.in(run)) {
      for (Event event : EventFile.read(file)) {
        if (event.content() instanceof Event.Summary summary) {
          summary.values().forEach(value -> tags.add(value.tag()));
        }
      }
    }
    return tags;
  }

  @Test
  void theSameSeedGivesTheSameModel() throws IOException {
    assertArrayEquals(softmax(folder.resolve("a"), 3), softmax(folder.resolve("b"), 3));
    assertFalse(Arrays.equals(softmax(folder.resolve("c"), 4), softmax(folder.resolve("d"), 3)));
  }

  private static byte[] softmax(Path run, int seed) throws IOException {
    var done = train("--model", "softmax", "--epochs", 2, "--seed", seed, "--out", run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    return model(run);
  }

  private static byte[] model(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("model.safetensors"));
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    byte[] straight = softmax(folder.resolve("straight"), 3);
    Path run = folder.resolve("run");
    var stop = new StopSignal();
    stop.request();
    var stopped =
        CommandRun.stoppedBy(
            stop, words("--model", "softmax", "--epochs", 2, "--seed", 3, "--out", run));
    assertEquals(Exit.INTERRUPTED, stopped.exit());
    assertEquals(0, stopped.object().integer("epochs"));
    assertEquals(new JsonNull(), stopped.object().member("test_accuracy"));
    assertTrue(stopped.messages().contains("go on by: ./fovea train --resume " + run));
    var resumed = CommandRun.of("train", "--resume", run, "--data-dir", data);
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertArrayEquals(straight, model(run));
    var again = CommandRun.of("train", "--resume", run, "--data-dir", data);
    assertEquals(Exit.DONE, again.exit(), again.messages());
    assertTrue(again.messages().contains("all epochs are done already"), again.messages());
  }

  @Test
  void goesOnFromAnyCheckpointThatIsWhole() throws IOException {
    Path straight = folder.resolve("straight");
    String[] words = {"--checkpoint-every", "2steps", "--keep-checkpoints", "9"};
    var done =
        train(
            "--model",
            "softmax",
            "--epochs",
            2,
            words[0],
            words[1],
            words[2],
            words[3],
            "--out",
            straight);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    List<Path> checkpoints = new RunFolder(straight).checkpoints().files();
    // As if its process had been killed in the first epoch, and the disk had spoiled the newest.
    Path run = Files.createDirectories(folder.resolve("run/checkpoints")).getParent();
    Path first = checkpoints.getLast();
    Files.copy(first, run.resolve("checkpoints").resolve(first.getFileName()));
    Files.writeString(run.resolve("checkpoints/step-000000002.safetensors"), "cut");
    var resumed = CommandRun.of("train", "--resume", run, "--data-dir", data);
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertTrue(
        resumed.messages().contains("The training goes on from the checkpoint before."),
        resumed.messages());
    assertArrayEquals(model(straight), model(run));
    Path nothing = Files.createDirectories(folder.resolve("nothing/checkpoints")).getParent();
    Files.createFile(
        nothing.resolve("checkpoints/.step-000000000.safetensors.0123456789abcdef.tmp"));
    var refused = CommandRun.of("train", "--resume", nothing, "--data-dir", data);
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(refused.messages().contains("found neither"));
    assertEquals(Exit.DONE, train("--model", "softmax", "--epochs", 1, "--out", nothing).exit());
  }

  @Test
  void otherDataAreNotGoneOnWith() throws IOException {
    Path run = folder.resolve("run");
    softmax(run, 3);
    Path changed = TinyData.write(folder.resolve("changed"), "mnist");
    Path labels = changed.resolve("mnist/train-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[20] = (byte) (bytes[20] == 3 ? 4 : 3);
    Files.write(labels, bytes);
    byte[] before = model(run);
    var refused = CommandRun.of("train", "--resume", run, "--epochs", 3, "--data-dir", changed);
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(
        refused.messages().contains("began with other pictures or labels of mnist; bring back"),
        refused.messages());
    assertArrayEquals(before, model(run));
  }

  @Test
  void aRunInWhichAnotherTrainsIsNotResumed() throws IOException {
    Path run = folder.resolve("run");
    byte[] before = softmax(run, 3);
    Object[] words = {"train", "--resume", run, "--epochs", 3, "--data-dir", data};
    try (RunLock _ = new RunFolder(run).lock()) {
      var refused = CommandRun.of(words);
      assertEquals(Exit.FAILED, refused.exit());
      assertTrue(
          refused
              .messages()
              .startsWith("fovea: " + run + ": expected a run in which nothing else trains"),
          refused.messages());
      var other = train("--model", "softmax", "--epochs", 1, "--out", run);
      assertEquals(Exit.USAGE, other.exit());
    }
    assertArrayEquals(before, model(run));
    assertEquals(Exit.DONE, CommandRun.of(words).exit());
  }

  @Test
  void theFastRecipeTellsTheAccuracyByViews() {
    Path run = folder.resolve("fast");
    String network = "airbench94:block1=4,block2=8,block3=8";
    var done =
        train("--recipe", "fast", "--model", network, "--epochs", 4, "--batch", 100, "--out", run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals(4, done.object().integer("epochs"));
    assertTrue(done.object().real("tta_accuracy") > 0, done.out());
    assertTrue(done.messages().contains("whitening"), done.messages());
    assertTrue(done.messages().contains("frozen after 3 epochs"), done.messages());
    var evaluated = CommandRun.of("evaluate", run, "--data-dir", data, "--tta", "shift", "--json");
    assertEquals(Exit.DONE, evaluated.exit(), evaluated.messages());
    assertEquals(done.object().real("tta_accuracy"), evaluated.object().real("accuracy"), 0.05);
    var resumed = CommandRun.of("train", "--resume", run, "--epochs", 5, "--data-dir", data);
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
  }

  @Test
  void keepsThePrecisionThatItBeganWith() {
    Path run = folder.resolve("run");
    var done = train("--precision", "bf16", "--epochs", 1, "--out", run);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains(", in bf16"), done.messages());
    assertEquals(1, done.messages().lines().filter(l -> l.startsWith("precision: ")).count());
    var resumed = CommandRun.of("train", "--resume", run, "--epochs", 2, "--data-dir", data);
    assertEquals(Exit.DONE, resumed.exit(), resumed.messages());
    assertTrue(resumed.messages().contains(", in bf16"), resumed.messages());
    var evaluated = CommandRun.of("evaluate", run, "--data-dir", data, "--precision", "bf16");
    assertEquals(Exit.DONE, evaluated.exit(), evaluated.messages());
    assertTrue(evaluated.messages().contains("\nprecision: "), evaluated.messages());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "bf16"})
  void aDivergedTrainingSaysWhereAndKeepsAGoodModel(String precision) {
    Path run = folder.resolve("run");
    var diverged =
        train("--lr", "1e20", "--schedule", "constant", "--precision", precision, "--out", run);
    assertEquals(Exit.FAILED, diverged.exit());
    assertEquals("", diverged.out());
    assertTrue(diverged.messages().contains("the training diverged"), diverged.messages());
    assertFalse(diverged.messages().contains("\tat "), diverged.messages());
    var kept = CommandRun.of("evaluate", run, "--data-dir", data);
    assertEquals(Exit.DONE, kept.exit(), kept.messages());
  }

  @Test
  void aRunNeverTakesThePlaceOfAnother() {
    Path usual = folder.resolve("runs").resolve("softmax-digits");
    var place = new RunPlace(usual, false, false);
    assertEquals(usual, place.claim());
    assertEquals(folder.resolve("runs").resolve("softmax-digits-2"), place.claim());
    assertEquals(folder.resolve("runs").resolve("softmax-digits-3"), place.claim());
    var refused = train("--out", folder);
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(refused.messages().startsWith("fovea: --out: expected a new or an empty folder"));
  }

  static Stream<Arguments> misunderstandings() {
    return Stream.of(
        Arguments.of("--lr -1", "--lr: expected a number above 0, found '-1'"),
        Arguments.of("--lr nan", "--lr: expected a number above 0, found 'nan'"),
        Arguments.of("--batch 0", "--batch: expected a whole number from 1 upwards, found '0'"),
        Arguments.of("--epochs 1.5", "--epochs: expected a whole number from 1 upwards"),
        Arguments.of("--momentum 1", "--momentum: expected a number from 0 to below 1, found '1'"),
        Arguments.of("--weight-decay -1", "--weight-decay: expected a number from 0 upwards"),
        Arguments.of("--model lenet", "there is no network 'lenet'; did you mean lenet5?"),
        Arguments.of("--data minst", "there is no data set 'minst'; did you mean mnist?"),
        Arguments.of(
            "--optimizer sdg",
            "--optimizer: optimizer: there is none called \"sdg\". Did you mean sgd?"),
        Arguments.of(
            "--schedule cosin",
            "--schedule: schedule: there is none called \"cosin\". Did you mean cosine?"),
        Arguments.of("--recipe fats", "there is no recipe 'fats'; did you mean fast?"),
        Arguments.of("--recipe fast --model lenet5", "--recipe: expected the network of the fast"),
        Arguments.of("--precision fp16", "there is no precision 'fp16'; did you mean bf16?"),
        Arguments.of(
            "--optimizer adam --momentum 0.5",
            "--momentum: expected an optimizer that has a momentum, found"),
        Arguments.of("--optimizer sgd:momentun=1", "\"momentun\": there is no such field. Did"),
        Arguments.of("--augment flip", "--augment: augmentation: there is none called \"flip\"."),
        Arguments.of("--augment random_crop:padding=-1", "expected a padding from 0 to"),
        Arguments.of("--average emma", "--average: average of weights: there is none called"),
        Arguments.of("--early-stopping loss:patience=0", "--early-stopping: patience: expected"),
        Arguments.of(
            "--sampling even",
            "--sampling: expected shuffled, balanced or bootstrap, found 'even'"),
        Arguments.of("--class-weights 1+2", "--class-weights: expected 10 weights, one for each"),
        Arguments.of("--init kaiming", "--init: initialization: there is none called \"kaiming\""),
        Arguments.of("--dropout 0.5", "--dropout: lenet5: there is no option dropout; leave it"),
        Arguments.of("--test-every often", "expected a number of epochs or steps, found 'often'"),
        Arguments.of("--checkpoint-every often", "expected steps, a time, auto or epoch, found"),
        Arguments.of("--keep-checkpoints 0", "--keep-checkpoints: expected a whole number from 1"),
        Arguments.of("--data-dir /no/where", "--data-dir: expected a folder, found none at /no"),
        Arguments.of("--resume /no/where", "--resume: expected the folder of a run, found none"),
        Arguments.of("--resume /no/where --lr 1", "--resume: a run goes on with what it began"),
        Arguments.of("--resume /no/where --precision f32", "--resume: a run goes on with what it"),
        Arguments.of("--resume /no/where --seed 1", "--resume: a run goes on with what it began"));
  }

  @ParameterizedTest
  @MethodSource("misunderstandings")
  void answersAMisunderstandingInASentence(String line, String sentence) {
    var refused = CommandRun.ofLine("train " + line);
    assertEquals(Exit.USAGE, refused.exit());
    assertEquals("", refused.out());
    assertEquals(1, refused.messages().lines().count(), refused.messages());
    assertTrue(refused.messages().contains(sentence), refused.messages());
  }

  @Test
  void absentDataAreASentence() {
    var failed = CommandRun.of("train", "--data", "cifar-10", "--data-dir", folder, "--offline");
    assertEquals(Exit.FAILED, failed.exit());
    assertTrue(failed.messages().startsWith("fovea: cifar-10: expected "), failed.messages());
  }
}
