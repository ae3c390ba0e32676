package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import fovea.model.ModelFile;
import fovea.train.run.RunFolder;
import fovea.train.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in the place of a file stands for a disk that takes no more. */
class SaveFailureTest {
  @TempDir Path folder;

  private Story blockingAfterFirstEpoch(boolean forGood) {
    Path model = new RunFolder(folder).model();
    return new Story(
        step -> {
          try {
            if (step.step() == 1 && step.epoch() == 2) {
              Files.delete(model);
              Files.createDirectory(model);
            } else if (step.step() == 1 && step.epoch() == 3 && !forGood) {
              Files.delete(model);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aFolderThatCannotBeUsedShowsBeforeTheTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Story story = new Story();
    Trainer trainer = Tiny.trainer(Tiny.net()).callbacks(story).folder(file.resolve("run"));
    FoveaException e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.fit(Tiny.train())));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(story.steps.isEmpty());
  }

  @Test
  void aFailureInBetweenIsToldAndTriedAgain() {
    Story story = blockingAfterFirstEpoch(false);
    Trainer trainer = Tiny.trainer(Tiny.net()).callbacks(story).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    assertEquals(1, story.lines.stream().filter(l -> l.startsWith("failed")).count());
    assertTrue(story.lines.getLast().startsWith("saved"), story.lines.toString());
    ModelFile model = ModelFile.read(new RunFolder(folder).model());
    assertEquals(3, model.card().provenance().integer("epochs_done"));
  }

  @Test
  void aFailureAtTheEndIsAnErrorThatLosesNothing() throws IOException {
    Story story = blockingAfterFirstEpoch(true);
    Trainer trainer = Tiny.trainer(Tiny.net()).callbacks(story).folder(folder);
    FormatException e =
        assertThrows(
            FormatException.class,
            () -> Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test())));
    assertTrue(e.getMessage().contains("model.safetensors"), e.getMessage());
    // What could be written was, so that nothing is lost once there is room again.
    Path newest = new RunFolder(folder).checkpoints().files().getFirst();
    assertEquals(3, Checkpoint.read(newest, Task.classification().metrics()).progress().epoch());
    Files.delete(new RunFolder(folder).model());
    Tiny.onReference(() -> trainer.resume(Tiny.train(), Tiny.test()));
    ModelFile model = ModelFile.read(new RunFolder(folder).model());
    assertEquals(3, model.card().provenance().integer("epochs_done"));
  }
}
