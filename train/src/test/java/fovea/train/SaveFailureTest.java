package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import fovea.model.ModelFile;
import fovea.train.optim.Sgd;
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

  /** Blocks a file from the first step of an epoch to that of another. */
  private static Story blocking(Path file, int from, int until) {
    return new Story(
        step -> {
          try {
            if (step.step() == 1 && step.epoch() == from) {
              Files.deleteIfExists(file);
              Files.createDirectory(file);
            } else if (step.step() == 1 && step.epoch() == until) {
              Files.delete(file);
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
    Story story = blocking(new RunFolder(folder).model(), 2, 3);
    Trainer trainer = Tiny.trainer(Tiny.net()).callbacks(story).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    assertEquals(1, story.lines.stream().filter(l -> l.startsWith("failed")).count());
    assertTrue(story.lines.getLast().startsWith("saved"), story.lines.toString());
    ModelFile model = ModelFile.read(new RunFolder(folder).model());
    assertEquals(3, model.card().provenance().integer("epochs_done"));
  }

  @Test
  void theBestModelIsSavedOnceThatIsPossible() {
    Path best = new RunFolder(folder).best();
    Story story = blocking(best, 1, 2);
    // Without a rate the first epoch stays the best.
    Trainer trainer = Tiny.trainer(Tiny.net()).optimizer(new Sgd(1e-30)).callbacks(story);
    Tiny.onReference(() -> trainer.folder(folder).epochs(2).fit(Tiny.train(), Tiny.test()));
    assertEquals(1, story.lines.stream().filter(l -> l.startsWith("failed")).count());
    assertEquals(1, ModelFile.read(best).card().provenance().integer("epochs_done"));
  }

  @Test
  void aFailureAtTheEndIsAnErrorThatLosesNothing() throws IOException {
    Story story = blocking(new RunFolder(folder).model(), 2, 4);
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
