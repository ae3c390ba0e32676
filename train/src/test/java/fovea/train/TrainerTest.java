package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Precision;
import fovea.model.ModelFile;
import fovea.nn.Parameters;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.optim.Sgd;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir Path folder;

  @Test
  void softmaxRegressionLearnsDigits() {
    PictureSet digits = Data.digits(Split.TRAIN, 600, Tiny.SEED);
    Preprocessing preprocessing = Preprocessing.standardizing(digits);
    Sequential model = Sequential.of(new Flatten(), new Linear(784, 10));
    Parameters.initialize(model, Tiny.SEED);
    DataLoader train = new DataLoader(digits, preprocessing, 32).shuffle(Tiny.SEED);
    DataLoader test = new DataLoader(Data.digits(Split.TEST, 200, Tiny.SEED), preprocessing, 100);
    Trainer trainer = Trainer.of(model).optimizer(new Sgd(0.01).momentum(0.9)).epochs(4);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(train, test));
    double accuracy = fit.last().orElseThrow().test().accuracy();
    assertEquals(4, fit.last().orElseThrow().epoch());
    assertTrue(accuracy > 0.6, "seed " + Tiny.SEED + ": accuracy " + accuracy);
    assertTrue(fit.epochs().getLast().train().loss() < fit.epochs().getFirst().train().loss());
  }

  @Test
  void thePrecisionIsTheTrainersOrTheCurrentOne() {
    TrainingResult wide = Tiny.onReference(() -> brief(Tiny.net()).fit(Tiny.train()));
    TrainingResult named =
        Tiny.onReference(() -> brief(Tiny.net()).precision(Precision.BF16).fit(Tiny.train()));
    TrainingResult current =
        Tiny.onReference(() -> Precision.BF16.use(() -> brief(Tiny.net()).fit(Tiny.train())));
    assertEquals(Tiny.values(named.model()), Tiny.values(current.model()));
    assertNotEquals(Tiny.values(wide.model()), Tiny.values(named.model()));
    assertEquals("bf16", precision(named));
    assertEquals("bf16", precision(current));
    assertEquals("f32", precision(wide));
  }

  private static Trainer brief(Tiny.Net net) {
    return Tiny.trainer(net).epochs(1);
  }

  private static String precision(TrainingResult fit) {
    return fit.card().provenance().object("training").string("precision");
  }

  @Test
  void tellsWhatHappensInOrder() {
    Story story = new Story();
    Trainer trainer = Tiny.trainer(Tiny.net()).callbacks(story).epochs(2);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    assertEquals(List.of("started after 0", "planned", "epoch 1", "epoch 2"), story.lines);
    assertEquals(14, story.steps.size());
    TrainCallback.Stepped last = story.steps.getLast();
    assertEquals(2, last.epoch());
    assertEquals(7, last.step());
    assertEquals(100, last.soFar().n());
    assertEquals(fit.epochs().getLast().train(), last.soFar());
    assertFalse(fit.stopped());
    assertEquals(60, fit.epochs().getLast().test().n());
  }

  @Test
  void theStartNamesWhatTrains() {
    Tiny.Net net = Tiny.net();
    Parameters.freeze(net, "conv");
    TrainCallback listener =
        new TrainCallback() {
          @Override
          public void started(Started event, TrainControl control) {
            assertEquals("conv.weight", event.parameters().getFirst().name());
            assertFalse(event.parameters().getFirst().trainable());
            assertEquals(4 + 4 + 64 * 4 + 4, event.trainable());
            assertEquals(1e-4, event.parameters().getFirst().decay());
            assertEquals(0, event.parameters().getLast().decay());
            assertEquals("reference", event.device().backend());
            assertEquals(7, event.stepsPerEpoch());
          }
        };
    Tiny.onReference(() -> Tiny.trainer(net).callbacks(listener).epochs(1).fit(Tiny.train()));
  }

  @Test
  void savesModelsAndEvents() throws IOException {
    Story story = new Story();
    Tiny.Net net = Tiny.net();
    Trainer trainer =
        Tiny.trainer(net)
            .callbacks(story)
            .provenance(JsonObject.empty().with("version", "1.2"))
            .folder(folder.resolve("runs").resolve("first"));
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    RunFolder run = new RunFolder(folder.resolve("runs").resolve("first"));
    ModelFile saved = ModelFile.read(run.model());
    assertEquals(Tiny.values(net), Tiny.values(saved.model(_ -> new Tiny.Net())));
    assertEquals("tiny", saved.card().blueprint().name());
    assertEquals(Tiny.preprocessing(), saved.card().preprocessing());
    assertEquals("1.2", saved.card().provenance().string("version"));
    assertEquals(
        fit.epochs().getLast().test().accuracy(),
        saved.card().provenance().object("test").real("accuracy"));
    double best = fit.epochs().stream().mapToDouble(e -> e.test().accuracy()).max().orElseThrow();
    JsonObject provenance = ModelFile.read(run.best()).card().provenance();
    assertEquals(best, provenance.object("test").real("accuracy"));
    List<String> events = Files.readAllLines(run.events());
    assertEquals(3, events.size());
    JsonObject event = (JsonObject) Json.parse(events.getLast(), "events");
    assertEquals(3, event.integer("epoch"));
    assertEquals(fit.epochs().getLast().train().loss(), event.object("train").real("loss"));
    assertTrue(story.lines.contains("saved model.safetensors"), story.lines.toString());
    fit.save(folder.resolve("copy.safetensors"));
    assertArrayEquals(
        Files.readAllBytes(run.model()), Files.readAllBytes(folder.resolve("copy.safetensors")));
    assertEquals(run.model(), RunFolder.modelIn(run.path()));
    assertEquals(run.best(), RunFolder.modelIn(run.best()));
  }

  @Test
  void theSameSeedGivesTheSameFileAndAnotherDoesNot() throws IOException {
    byte[] first = trained("first", Tiny.SEED);
    assertArrayEquals(first, trained("second", Tiny.SEED));
    assertFalse(Arrays.equals(first, trained("third", Tiny.SEED + 1)));
  }

  private byte[] trained(String name, long seed) throws IOException {
    Path path = folder.resolve(name);
    Trainer trainer = Tiny.trainer(Tiny.net()).seed(seed).folder(path);
    Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    return Files.readAllBytes(new RunFolder(path).model());
  }

  @Test
  void withoutTestPicturesTheLastModelIsAllThereIs() {
    Trainer trainer = Tiny.trainer(Tiny.net()).epochs(1).folder(folder);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train()));
    assertTrue(fit.epochs().getLast().test().isNone());
    assertTrue(Files.exists(new RunFolder(folder).model()));
    assertFalse(Files.exists(new RunFolder(folder).best()));
  }

  @Test
  void oneCycleTrains() {
    Tiny.Net net = Tiny.net();
    List<List<Double>> before = Tiny.values(net);
    Trainer trainer = Tiny.trainer(net).schedule(Schedule.oneCycle().warmup(0.5)).epochs(2);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train()));
    assertNotEquals(before, Tiny.values(net));
    assertTrue(fit.epochs().getLast().train().loss() < fit.epochs().getFirst().train().loss());
  }

  @Test
  void aModelWithTooFewOutputsIsAnError() {
    Sequential model = Sequential.of(new Flatten(), new Linear(36, 3));
    FoveaException e =
        assertThrows(FoveaException.class, () -> Trainer.of(model).fit(Tiny.train()));
    assertTrue(e.getMessage().contains("at most 3 classes"), e.getMessage());
    assertThrows(FoveaException.class, () -> Trainer.of(model).epochs(0));
  }
}
