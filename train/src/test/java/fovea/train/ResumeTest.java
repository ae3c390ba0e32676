package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Precision;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.train.metric.Metric;
import fovea.train.optim.Adam;
import fovea.train.optim.Optimizer;
import fovea.train.optim.RmsProp;
import fovea.train.optim.Sgd;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  @TempDir Path folder;

  private static Trainer trainer(Optimizer optimizer) {
    return Tiny.trainer(Tiny.net()).optimizer(optimizer);
  }

  /** Stops after every so many steps and resumes until it is done; the bytes of the model. */
  private byte[] interrupted(Optimizer optimizer, int every) throws IOException {
    Path path = folder.resolve("every " + every);
    boolean stopped = piece(trainer(optimizer).folder(path), every, false);
    while (stopped) {
      stopped = piece(trainer(optimizer).folder(path), every, true);
    }
    return Files.readAllBytes(new RunFolder(path).model());
  }

  private static boolean piece(Trainer trainer, int steps, boolean resume) {
    StopSignal stop = new StopSignal();
    AtomicInteger left = new AtomicInteger(steps);
    Story story =
        new Story(
            _ -> {
              if (left.decrementAndGet() == 0) {
                stop.request();
              }
            });
    Trainer told = trainer.stop(stop).callbacks(story);
    return Tiny.onReference(
            () ->
                resume
                    ? told.resume(Tiny.train(), Tiny.test())
                    : told.fit(Tiny.train(), Tiny.test()))
        .stopped();
  }

  @Test
  void aResumedTrainingEndsBitForBitTheSame() throws IOException {
    Optimizer optimizer = new Adam(0.01);
    byte[] straight = interrupted(optimizer, Integer.MAX_VALUE);
    // In the middle of an epoch, at its very end, and over and over again.
    assertArrayEquals(straight, interrupted(optimizer, 10));
    assertArrayEquals(straight, interrupted(optimizer, 7));
    assertArrayEquals(straight, interrupted(optimizer, 4));
  }

  @Test
  void aTrainingRemembersItsNumberOfThreads() {
    List<Metric> metrics = Task.classification().metrics();
    var progress = new Progress(metrics);
    assertEquals(OptionalInt.empty(), Progress.fromJson(progress.toJson(), metrics).threads());
    progress.setThreads(3);
    assertEquals(OptionalInt.of(3), Progress.fromJson(progress.toJson(), metrics).threads());
  }

  @Test
  void momentumIsResumedToo() throws IOException {
    Optimizer optimizer = new RmsProp(0.01).momentum(0.5);
    assertArrayEquals(interrupted(optimizer, 100), interrupted(optimizer, 12));
  }

  @Test
  void aStoppedTrainingLeavesAModelAndHistory() throws IOException {
    StopSignal stop = new StopSignal();
    Story story =
        new Story(
            step -> {
              if (step.epoch() == 2 && step.step() == 3) {
                stop.request();
              }
            });
    Trainer trainer = trainer(new Sgd(0.05)).folder(folder).stop(stop).callbacks(story);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    assertTrue(fit.stopped());
    assertEquals(1, fit.epochs().size());
    assertEquals(10, story.steps.size());
    assertEquals(
        List.of("saved step-000000010.safetensors", "saved model.safetensors", "stopped after 10"),
        story.lines.subList(story.lines.size() - 3, story.lines.size()));
    ModelFile model = ModelFile.read(new RunFolder(folder).model());
    assertEquals(10, model.card().provenance().integer("steps"));
    TrainingResult whole =
        Tiny.onReference(() -> trainer.stop(new StopSignal()).resume(Tiny.train(), Tiny.test()));
    assertFalse(whole.stopped());
    assertEquals(3, whole.epochs().size());
    assertEquals(fit.epochs().getFirst(), whole.epochs().getFirst());
    assertEquals(3, Files.readAllLines(new RunFolder(folder).events()).size());
  }

  @Test
  void aFinishedTrainingIsExtendedByMoreEpochs() {
    Trainer trainer = trainer(new Sgd(0.05)).schedule(Schedule.constant()).epochs(1).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    assertEquals(
        1, Tiny.onReference(() -> trainer.resume(Tiny.train(), Tiny.test())).epochs().size());
    TrainingResult more =
        Tiny.onReference(() -> trainer.epochs(2).resume(Tiny.train(), Tiny.test()));
    assertEquals(2, more.epochs().size());
  }

  @Test
  void otherSettingsAreAnError() {
    Trainer trainer = trainer(new Sgd(0.05)).epochs(1).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train()));
    refuses(trainer.optimizer(new Sgd(0.1)), Tiny.train(), "optimizer");
    refuses(trainer.schedule(Schedule.step(3)), Tiny.train(), "schedule");
    refuses(trainer.seed(7), Tiny.train(), "seed");
    refuses(trainer.precision(Precision.BF16), Tiny.train(), "precision \"f32\"");
    refuses(trainer, Tiny.train().shuffle(3), "data_seed");
    refuses(trainer, new DataLoader(Tiny.plain(), 20), "batch");
  }

  private Path newest() {
    return new RunFolder(folder).checkpoints().files().getFirst();
  }

  private static void refuses(Trainer trainer, DataLoader train, String setting) {
    FoveaException e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.resume(train)));
    assertTrue(e.getMessage().contains("began with " + setting), e.getMessage());
  }

  @Test
  void aTrainingFromBeforeThereWasAPrecisionBeganInF32() {
    Trainer trainer = trainer(new Sgd(0.05)).epochs(1).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train()));
    Path file = newest();
    Safetensors whole = Safetensors.read(file);
    var metadata = new LinkedHashMap<>(whole.metadata());
    metadata.computeIfPresent("settings", (_, text) -> text.replace("\"precision\":\"f32\",", ""));
    assertNotEquals(whole.metadata(), metadata);
    new Safetensors(whole.arrays(), metadata).write(file);
    refuses(trainer.precision(Precision.BF16), Tiny.train(), "precision \"f32\"");
    Tiny.onReference(() -> trainer.epochs(2).resume(Tiny.train()));
  }

  @Test
  void nothingToResumeIsAnError() throws IOException {
    Trainer trainer = trainer(new Sgd(0.05)).folder(folder);
    assertThrows(FormatException.class, () -> trainer.resume(Tiny.train()));
    assertThrows(FoveaException.class, () -> trainer(new Sgd(0.05)).resume(Tiny.train()));
    Path file = new RunFolder(folder).checkpoints().file(3);
    Files.createDirectories(file.getParent());
    ModelFile.of(
            new ModelCard(
                new Blueprint("tiny", ""), List.of(), Tiny.preprocessing(), JsonObject.empty()),
            Tiny.net())
        .write(file);
    FormatException e = assertThrows(FormatException.class, () -> trainer.resume(Tiny.train()));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void aDamagedStateIsAnErrorThatNamesTheFile() {
    var single = new Checkpoints().kept(1);
    Trainer trainer = trainer(new Sgd(0.05)).epochs(1).checkpoints(single).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train()));
    Path file = newest();
    Safetensors whole = Safetensors.read(file);
    for (String broken :
        List.of(
            "\"batch\":0 > \"batch\":-1",
            "\"batch\":0 > \"batch\":8",
            "\"batch\":0 > \"batch\":99999999999",
            "\"epoch\":1 > \"epoch\":7",
            "\"epochs\":[ > \"epochs\":[1,",
            "\"totals\" > \"total\"",
            "{ > ")) {
      var metadata = new LinkedHashMap<>(whole.metadata());
      String[] change = broken.split(" > ", -1);
      metadata.computeIfPresent("progress", (_, text) -> text.replace(change[0], change[1]));
      new Safetensors(whole.arrays(), metadata).write(file);
      RuntimeException e =
          assertThrows(
              RuntimeException.class, () -> Tiny.onReference(() -> trainer.resume(Tiny.train())));
      assertTrue(e instanceof FoveaException || e instanceof FormatException, e.toString());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }
}
